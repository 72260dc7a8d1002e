package dev.millrace.partner.environment;

/** A user of a server and the password, made for a test. */
public record Login(String username, String password) {

    @Override
    public String toString() {
        return username;
    }
}
