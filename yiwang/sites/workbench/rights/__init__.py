"""个人信息申请: what people ask about their own data, at the desk and at 督察."""
