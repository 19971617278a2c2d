"""Where else our items are online: the list another platform keeps of them."""
