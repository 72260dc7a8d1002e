package dev.millrace.ops.setaside;

import dev.millrace.ops.console.Reply;

/** What these pages answer for what they do not open. */
final class NotOurs {

    private NotOurs() {}

    static Reply topic() {
        return Reply.problem(
                404,
                "No connector sets records aside in a topic of that name. Topics of other programs are named to the"
                        + " console by --set-aside-topic.");
    }

    static Reply record() {
        return Reply.problem(
                404,
                "There is no record at that place: it was deleted, or never there, or a mark of a transaction stands"
                        + " there.");
    }
}
