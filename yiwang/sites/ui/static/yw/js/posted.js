// The page is the answer to a form that was sent: 返回 and 刷新 shall open it anew instead of asking whether to send the form again.
history.replaceState(history.state, "", location.href);
