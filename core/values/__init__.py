"""What 年度指标值 and 实际完成值 mean, and how far the second meets the first."""
