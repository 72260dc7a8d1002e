package dev.millrace.http.signature;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A provider's rules, as data.
 *
 * @param name as webhook.verify has it
 * @param title the provider's name for people
 * @param proofs in the order in which they are tried; those that count by these settings
 * @param options of {@link VerifySettings} that this provider has a use for, beyond what all have
 * @param needed those of them that it can't do without
 * @param note what an operator should know; empty for nothing
 * @param document where the provider describes it
 */
record Preset(
        String name,
        String title,
        Function<VerifySettings, List<Proof>> proofs,
        Set<String> options,
        Set<String> needed,
        Habits habits,
        String note,
        String document) {

    Preset {
        options = Set.copyOf(options);
        needed = Set.copyOf(needed);
    }
}
