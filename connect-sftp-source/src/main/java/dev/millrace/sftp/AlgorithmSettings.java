package dev.millrace.sftp;

import com.jcraft.jsch.Session;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The algorithms that are offered to servers and jump hosts.
 *
 * @param listed those of each kind that are listed one by one; an empty list leaves them to the preset
 */
record AlgorithmSettings(Preset preset, Map<Algorithm, List<String>> listed) {

    /** What is offered where nothing is listed. */
    enum Preset {
        MODERN,
        LEGACY
    }

    static final String PRESET = "sftp.algorithms";

    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    AlgorithmSettings {
        listed = Map.copyOf(listed);
    }

    static void define(ConfigDef definition) {
        OptionGroup options = new OptionGroup(definition, "SFTP algorithms");
        options.choice(
                PRESET,
                Preset.MODERN,
                "Which algorithms are offered to the server. legacy adds, behind the modern ones, what servers need that"
                        + " were not updated for ten years: "
                        + Arrays.stream(Algorithm.values())
                                .flatMap(algorithm -> algorithm.legacy().stream())
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + ".");
        define(options, Algorithm.KEX, "The key exchange algorithms", "diffie-hellman-group14-sha256");
        define(options, Algorithm.HOST_KEY, "The kinds of host keys and their signatures", "rsa-sha2-512,rsa-sha2-256");
        define(options, Algorithm.CIPHER, "The ciphers", "aes256-gcm@openssh.com");
        define(options, Algorithm.MAC, "The message authentication codes", "hmac-sha2-256");
        define(options, Algorithm.PUBLIC_KEY, "The signatures of a login by key", "rsa-sha2-256");
    }

    private static void define(OptionGroup options, Algorithm algorithm, String what, String example) {
        options.list(
                algorithm.key(),
                "",
                what + " that are offered, in order of preference; without it those of " + PRESET
                        + ". Set it where a partner prescribes them: " + example + ".");
    }

    static AlgorithmSettings from(AbstractConfig config) {
        return new AlgorithmSettings(
                OptionGroup.choiceOf(Preset.class, config.getString(PRESET)),
                Arrays.stream(Algorithm.values())
                        .collect(Collectors.toMap(
                                algorithm -> algorithm, algorithm -> config.getList(algorithm.key()))));
    }

    void validate(Problems problems) {
        listed.forEach((algorithm, names) -> names.stream()
                .filter(name -> !algorithm.known().contains(name))
                .findFirst()
                .ifPresent(name -> problems.report(
                        algorithm.key(), "holds '" + name + "'; known are " + String.join(", ", algorithm.known()))));
    }

    /**
     * What is offered, best first.
     *
     * @param certificates whether host certificates can be checked
     */
    List<String> offered(Algorithm algorithm, boolean certificates) {
        List<String> own = listed.getOrDefault(algorithm, List.of());
        if (!own.isEmpty()) {
            return own;
        }
        Stream<String> old = preset == Preset.LEGACY ? algorithm.legacy().stream() : Stream.empty();
        return Stream.concat(algorithm.modern().stream(), old)
                .filter(name -> certificates || algorithm != Algorithm.HOST_KEY || !name.endsWith(CERTIFICATE))
                .toList();
    }

    /** Tells a session what to offer. */
    void configure(Session session, boolean certificates) {
        for (Algorithm algorithm : Algorithm.values()) {
            String names = String.join(",", offered(algorithm, certificates));
            algorithm.properties().forEach(property -> session.setConfig(property, names));
        }
    }
}
