"""民生清单, 超期说明, 黄牌红牌, 预警单: what supervisors and heads see of what is late, and do about it."""
