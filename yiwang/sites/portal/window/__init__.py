"""扫码评价: the page behind the code on a window; nobody signs in and nobody is named."""
