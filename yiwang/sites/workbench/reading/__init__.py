"""文本模型: how well the house reads, what it learnt by night, and which version serves."""
