"""为民服务中心: the desk that takes in by phone, letter and in person, and sees that each answer reaches who asked."""
