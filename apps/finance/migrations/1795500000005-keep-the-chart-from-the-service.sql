-- Nothing in the service opens accounts, in this release or the one before.
revoke insert on account from finance_app;
