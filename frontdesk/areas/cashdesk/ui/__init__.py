"""The cashier's pages: 收款, 票据 with its ledger, 日结 with opening, hand-ins and past closes.

Each page names the words of `Desk.go` that lead to it in `TARGETS`; `app/tabs/fees.py` puts them into the tab 收费.
"""
