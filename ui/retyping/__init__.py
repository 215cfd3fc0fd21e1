"""录入条: a strip above other programs that offers a form's values one by one to be pasted."""
