"""What is due at a business time, by the county's hours and each kind's own pace."""
