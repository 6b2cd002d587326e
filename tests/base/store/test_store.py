from frontdesk.base.store.audit import history
from frontdesk.base.store.users import AddUser, add_user, sign_in
from frontdesk.base.values.rights import Role


def test_user(runner, admin):
    done = runner.run(add_user, AddUser("zhang", "张硕", Role.CASHIER, "abc"), actor=admin)
    assert runner.read(sign_in, "zhang", "abc").name == "张硕"
    assert done.touched == {"users"}
    assert runner.read(history, "user_account", done.value)[0].field == "*"
