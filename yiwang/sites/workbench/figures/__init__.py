"""渠道数据: figures by channel over a period, with the way to the files behind them."""
