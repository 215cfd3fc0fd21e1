"""The paper form as a grid of cells, computed once from the evaluation for every face."""
