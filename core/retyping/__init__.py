"""录入: the values of a form one by one, in the order in which an online module asks for them.

Nothing here copies or shows anything: ``values`` puts the texts in order, ``lane`` knows which one
is next, ``memory`` keeps orders and places from one day to the next.
"""
