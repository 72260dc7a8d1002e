package dev.millrace.partner.tcp;

import java.util.Locale;
import java.util.Optional;

/** Whom a server lets in and where it goes on with them. Thread-safe. */
final class SoupTerms {

    private String user = "";
    private String password = "";
    private Optional<Character> rejection = Optional.empty();
    private int rejections;
    private long shift;
    private volatile boolean heartbeats = true;
    private volatile boolean answersLogins = true;

    /** Users and passwords are not case-sensitive; a blank user lets everybody in. */
    synchronized void expect(String expectedUser, String expectedPassword) {
        user = expectedUser.toUpperCase(Locale.ROOT);
        password = expectedPassword.toUpperCase(Locale.ROOT);
    }

    synchronized void reject(char code, int times) {
        rejection = Optional.of(code);
        rejections = times;
    }

    synchronized void shiftNext(long by) {
        shift = by;
    }

    /** The code with which this login is refused, if it is. */
    synchronized Optional<Character> refusal(SoupLogin login) {
        if (rejections > 0) {
            rejections--;
            return rejection;
        }
        boolean known = user.isEmpty()
                || (login.user().toUpperCase(Locale.ROOT).equals(user)
                        && login.password().toUpperCase(Locale.ROOT).equals(password));
        return known ? Optional.empty() : Optional.of('A');
    }

    /**
     * Where the session goes on: 0 asks for the latest message, and more than there is gets the next one.
     */
    synchronized long resume(long requested, long next) {
        long wanted = requested == 0 ? Math.max(1, next - 1) : Math.min(requested, next);
        long shifted = Math.max(1, wanted + shift);
        shift = 0;
        return shifted;
    }

    void heartbeats(boolean on) {
        heartbeats = on;
    }

    boolean heartbeats() {
        return heartbeats;
    }

    void answersLogins(boolean on) {
        answersLogins = on;
    }

    boolean answersLogins() {
        return answersLogins;
    }
}
