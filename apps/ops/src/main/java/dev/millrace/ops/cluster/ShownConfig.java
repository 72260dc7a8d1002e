package dev.millrace.ops.cluster;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.connect.ConnectApi;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A configuration as people may see it: without secrets, in keys of their own or within an address. */
public final class ShownConfig {

    private static final String HIDDEN = "[hidden]";

    /** A login in an address; one that a config provider fills in is none yet. */
    private static final Pattern LOGIN = Pattern.compile("(?<=://)(?!(?:\\$\\{[^}]+}:?)+@)[^/@\\s\"']+@");

    /** A field of an address or a connection string that is named like a secret. */
    private static final Pattern FIELD = Pattern.compile(
            "(?i)((?:password|passwd|pwd|secret|token|api[_-]?key|signature|sig)\\s*=\\s*)(?!\\$\\{)[^&;,\\s\"']+");

    /** A login in a header that is sent. */
    private static final Pattern HEADER = Pattern.compile("(?i)\\b((?:basic|bearer)\\s+)(?!\\$\\{)[\\w.~+/=-]{6,}");

    private ShownConfig() {}

    /**
     * What may be shown. Where a plugin is not of the suite, the cluster is asked what it declares; when it does not tell,
     * every value is hidden but those of the worker's own options.
     */
    public static Map<String, String> of(ConnectorFile file, ConnectApi cluster) {
        Map<String, String> shown = new TreeMap<>();
        try {
            Secrets secrets = Secrets.of(file, cluster);
            file.settings().forEach((key, value) -> shown.put(key, without(secrets.shown(key, value))));
        } catch (CommandFailure untold) {
            Declared declared = Declared.of(file);
            Secrets secrets = Secrets.of(file);
            file.settings()
                    .forEach((key, value) -> shown.put(
                            key,
                            declared.options().containsKey(key) || Secrets.isReference(value)
                                    ? without(secrets.shown(key, value))
                                    : HIDDEN));
        }
        return shown;
    }

    /** A text without the logins that stand in the addresses and headers of it. */
    public static String without(String text) {
        String cleaned = LOGIN.matcher(text).replaceAll(HIDDEN + "@");
        cleaned = FIELD.matcher(cleaned).replaceAll("$1" + HIDDEN);
        return HEADER.matcher(cleaned).replaceAll("$1" + HIDDEN);
    }
}
