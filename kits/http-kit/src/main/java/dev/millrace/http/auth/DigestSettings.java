package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * User and password that are never sent themselves (RFC 7616).
 *
 * @param login as with basic authentication
 * @param algorithms names of those that may be used, the best first
 * @param integrity whether bodies are covered where the server leaves the choice
 */
record DigestSettings(BasicSettings login, List<String> algorithms, boolean integrity) implements SchemeSettings {

    static final String ALGORITHMS = "http.auth.digest.algorithms";
    static final String INTEGRITY = "http.auth.digest.integrity";
    static final List<String> KEYS = Stream.concat(BasicSettings.KEYS.stream(), Stream.of(ALGORITHMS, INTEGRITY))
            .toList();

    private static final String CHOICE = "http.auth=digest";

    DigestSettings {
        algorithms = List.copyOf(algorithms);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Digest authentication")
                .list(
                        ALGORITHMS,
                        known().toLowerCase(Locale.ROOT),
                        "The hash functions that may be used with http.auth=digest, the best first, each with or without -sess."
                                + " Remove md5 when the server has a better one, so that nobody can choose it in between.")
                .flag(
                        INTEGRITY,
                        false,
                        "Whether the body is covered too (qop=auth-int) where the server leaves the choice. Set it to true over"
                                + " plain HTTP.");
    }

    static DigestSettings from(AbstractConfig config) {
        return new DigestSettings(BasicSettings.from(config), config.getList(ALGORITHMS), config.getBoolean(INTEGRITY));
    }

    static void validate(AbstractConfig config, Problems problems) {
        DigestSettings settings = from(config);
        settings.login.requireUser(CHOICE, problems);
        settings.login.password().validate(text -> text, CHOICE, problems);
        if (settings.algorithms.isEmpty()) {
            problems.report(ALGORITHMS, "names no hash function: name one of " + known());
        }
        settings.algorithms.stream()
                .filter(name -> DigestAlgorithm.of(name.strip()).isEmpty())
                .forEach(name -> problems.report(
                        ALGORITHMS, "names \"" + name + "\", which is not known here: name some of " + known()));
    }

    private static String known() {
        return Stream.of(DigestAlgorithm.values()).map(DigestAlgorithm::title).collect(Collectors.joining(","));
    }

    @Override
    public Authenticator open(Opening opening) {
        return new DigestAuthenticator(
                login.name(),
                login.password().open(text -> text, opening.nanos()),
                algorithms.stream()
                        .map(name -> DigestAlgorithm.of(name.strip()))
                        .flatMap(Optional::stream)
                        .toList(),
                integrity,
                new Nonces()::text);
    }

    @Override
    public boolean authorizes() {
        return true;
    }
}
