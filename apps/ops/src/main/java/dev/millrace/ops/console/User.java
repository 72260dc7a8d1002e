package dev.millrace.ops.console;

/**
 * Who asks.
 *
 * @param name as the user file has it; {@code anonymous} where there is none
 */
public record User(String name, Role role) {

    /** Everybody, where the console was started without a user file: looks, and does nothing. */
    static final User ANONYMOUS = new User("anonymous", Role.VIEWER);

    /** Whether this user may do what takes the role. */
    public boolean may(Role needed) {
        return role.compareTo(needed) >= 0;
    }
}
