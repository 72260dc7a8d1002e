package dev.millrace.partner.vault;

import java.time.Duration;
import java.util.List;

/**
 * What a token is good for.
 *
 * @param life from its making, or from its last renewal
 * @param longest from its making, however often it is renewed
 * @param renewable whether its holder may lengthen its life
 * @param uses how many requests it is good for; 0 for any number
 * @param readable how the paths begin that it may read, an empty text for all
 */
public record VaultTerms(Duration life, Duration longest, boolean renewable, int uses, List<String> readable) {

    private static final Duration ENDLESS = Duration.ofDays(36_500);

    public VaultTerms {
        readable = List.copyOf(readable);
    }

    /** Reads everything, without an end, as a root token does. */
    public static VaultTerms root() {
        return new VaultTerms(ENDLESS, ENDLESS, false, 0, List.of(""));
    }

    /** Reads everything, and can be renewed up to a longest time. */
    public static VaultTerms lasting(Duration life, Duration longest) {
        return new VaultTerms(life, longest, true, 0, List.of(""));
    }

    /** The same for a number of requests. */
    public VaultTerms forUses(int number) {
        return new VaultTerms(life, longest, renewable, number, readable);
    }

    /** The same without renewal. */
    public VaultTerms notRenewable() {
        return new VaultTerms(life, longest, false, uses, readable);
    }

    /** The same for paths that begin in one of these ways. */
    public VaultTerms reading(String... beginnings) {
        return new VaultTerms(life, longest, renewable, uses, List.of(beginnings));
    }

    boolean endless() {
        return life.equals(ENDLESS);
    }
}
