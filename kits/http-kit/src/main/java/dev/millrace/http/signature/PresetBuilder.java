package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Puts a {@link Preset} together: what is not said is as with most providers. Used by one thread, once. */
final class PresetBuilder {

    private static final long MEBIBYTE = 1L << 20;

    private final String name;
    private final String title;
    private final Function<VerifySettings, List<Proof>> proofs;
    private final Set<String> options = new TreeSet<>();
    private final Set<String> needed = new TreeSet<>();
    private Duration ackTimeout = Duration.ofSeconds(9);
    private HttpAnswer accepted = HttpAnswer.of(200);
    private int refusedStatus = 401;
    private Optional<String> eventId = Optional.empty();
    private boolean eventIdIsSigned;
    private long bodyBytes = MEBIBYTE;
    private String note = "";

    private PresetBuilder(String name, String title, Function<VerifySettings, List<Proof>> proofs) {
        this.name = name;
        this.title = title;
        this.proofs = proofs;
    }

    /** A provider with the same proofs whatever the settings say; one of them is enough. */
    static PresetBuilder preset(String name, String title, Proof... proofs) {
        return new PresetBuilder(name, title, settings -> List.of(proofs)).needs(VerifySettings.SECRETS);
    }

    /** A provider whose proofs depend on the settings. */
    static PresetBuilder preset(String name, String title, Function<VerifySettings, List<Proof>> proofs) {
        return new PresetBuilder(name, title, proofs);
    }

    /** A provider whose first proof is the strongest, and the only one that counts where signatures are required. */
    static PresetBuilder strongest(String name, String title, Proof first, Proof... weaker) {
        List<Proof> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(weaker));
        return new PresetBuilder(name, title, settings -> settings.requireSigned() ? List.of(first) : List.copyOf(all))
                .needs(VerifySettings.SECRETS);
    }

    PresetBuilder needs(String... keys) {
        needed.addAll(List.of(keys));
        return uses(keys);
    }

    PresetBuilder uses(String... keys) {
        options.addAll(List.of(keys));
        return this;
    }

    PresetBuilder answersWithin(Duration timeout) {
        ackTimeout = timeout;
        return this;
    }

    PresetBuilder accepts(HttpAnswer answer) {
        accepted = answer;
        return this;
    }

    PresetBuilder refuses(int status) {
        refusedStatus = status;
        return this;
    }

    /** Ids that the signature covers. */
    PresetBuilder signedId(String place) {
        eventId = Optional.of(place);
        eventIdIsSigned = true;
        return this;
    }

    /** Ids that anybody can change in a captured request. */
    PresetBuilder unsignedId(String place) {
        eventId = Optional.of(place);
        return this;
    }

    PresetBuilder bodies(long mebibytes) {
        bodyBytes = mebibytes * MEBIBYTE;
        return this;
    }

    PresetBuilder note(String sentence) {
        note = sentence;
        return this;
    }

    Preset from(String document) {
        return new Preset(
                name,
                title,
                proofs,
                options,
                needed,
                new Habits(ackTimeout, accepted, refusedStatus, eventId, eventIdIsSigned, bodyBytes),
                note,
                document);
    }
}
