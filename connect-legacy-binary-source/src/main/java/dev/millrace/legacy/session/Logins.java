package dev.millrace.legacy.session;

import dev.millrace.kit.FailureKind;
import java.util.Map;
import java.util.OptionalLong;

/** Which session is open: what the other side says to a login, and of its end. */
final class Logins {

    private final boolean startsOver;
    private final Numbering numbering;
    private final Gaps gaps;
    private final Talk talk;

    Logins(boolean startsOver, Numbering numbering, Gaps gaps, Talk talk) {
        this.startsOver = startsOver;
        this.numbering = numbering;
        this.gaps = gaps;
        this.talk = talk;
    }

    /** The other side agreed. */
    void accepted(MessageRule rule, Message message) {
        FieldPlace named = rule.take().get(MessageReader.SESSION);
        FieldPlace numbered = rule.take().get(MessageReader.SEQUENCE);
        String session = named == null ? "" : named.text(message).orElse("");
        Place place = numbering.place();
        boolean isOther = !place.session().isEmpty() && !session.isEmpty() && !session.equals(place.session());
        if (isOther && !startsOver) {
            talk.stop(
                    FailureKind.REJECTED,
                    "session-changed",
                    "the other side is in session " + printable(session) + ", and the last stored one is "
                            + printable(place.session())
                            + ": set session.start.over=true to begin the new one, where the rest of the old one is"
                            + " not wanted");
            return;
        }
        if (isOther) {
            numbering.over();
        }
        if (!session.isEmpty()) {
            numbering.stand(new Place(
                    session, numbering.place().next(), numbering.place().counters()));
        }
        if (numbered != null && !comes(numbered, message)) {
            return;
        }
        Receipt unused = talk.line()
                .tell(
                        "accepted",
                        numbering.place(),
                        Map.of("next", String.valueOf(numbering.place().next())));
    }

    /** Whether the number that the other side begins with can be gone on from. */
    private boolean comes(FieldPlace numbered, Message message) {
        OptionalLong number = numbered.text(message).map(Numbering::number).orElse(OptionalLong.empty());
        if (number.isEmpty()) {
            talk.end(new Ending.Retry("no-sequence", "the answer to the login holds no sequence number", false));
            return false;
        }
        numbering.comes(number.getAsLong());
        if (numbering.judge(number.getAsLong()) == Numbering.Judgement.AHEAD) {
            if (!gaps.isPassed(number.getAsLong())) {
                return false;
            }
            numbering.stand(numbering.place().at(number.getAsLong()));
        }
        return true;
    }

    /** It did not. */
    void rejected(MessageRule rule, Message message) {
        String code = rule.verdict()
                .flatMap(field -> field.text(message))
                .filter(rule.then()::containsKey)
                .map(known -> " with code " + known)
                .orElse("");
        switch (rule.thenOf(message)) {
            case STOP ->
                talk.stop(
                        FailureKind.UNAUTHORIZED,
                        "login-rejected",
                        "the other side refused the login" + code
                                + ": check session.username, session.password and what" + " else the login tells");
            case RETRY ->
                talk.end(new Ending.Retry("login-rejected", "the other side refused the login" + code, false));
            case START_OVER -> startOver(code);
        }
    }

    private void startOver(String code) {
        String session = numbering.place().session();
        if (session.isEmpty()) {
            talk.end(new Ending.Retry("no-session", "the other side has no session now" + code, false));
        } else if (startsOver) {
            numbering.over();
            Receipt unused = talk.line().tell("started-over", numbering.place(), Map.of("session.before", session));
            talk.end(new Ending.Retry("session-gone", "session " + printable(session) + " is gone" + code, false));
        } else {
            talk.stop(
                    FailureKind.REJECTED,
                    "session-gone",
                    "the other side no longer has session " + printable(session) + code
                            + ": set session.start.over=true to begin a new one, where the rest of the old one is not"
                            + " wanted");
        }
    }

    /** Names of sessions are short and plain; anything else is not for a log. */
    private static String printable(String session) {
        return session.matches("[A-Za-z0-9._-]{1,32}") ? session : "(not printable)";
    }

    /** The session is over. */
    void ended() {
        String session = numbering.place().session();
        numbering.over();
        Receipt unused = talk.line().tell("ended", numbering.place(), Map.of("session.before", session));
        talk.end(new Ending.Retry("end-of-session", "session " + printable(session) + " has ended", true));
    }
}
