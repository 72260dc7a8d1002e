package dev.millrace.webhook.listener;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * Where a connector's requests come in, and how much of them.
 *
 * @param address by path, host and method
 * @param limits of one worker
 */
public record RouteSettings(RouteAddress address, RouteLimits limits) {

    public static final String PATH = "webhook.path";
    public static final String HOST = "webhook.host";
    public static final String METHODS = "webhook.methods";
    public static final String BODY_MAX = "body.max.bytes";
    public static final String REQUEST_RATE = "rate.limit.requests.per.second";
    public static final String BYTE_RATE = "rate.limit.per.second.bytes";

    private static final Pattern PLAIN_PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@/-]*");
    private static final Pattern PLAIN_HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+]");
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Set<String> UNSAFE_METHODS = Set.of("TRACE", "CONNECT");

    /** Declares the options. */
    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Route")
                .required(
                        PATH,
                        ConfigDef.Type.STRING,
                        "The path on which this connector receives, such as /hooks/github; a trailing /* takes everything"
                                + " below as well. Choose one that no other connector on the same port has.")
                .text(
                        HOST,
                        null,
                        "The host name that requests must be sent to, without a port; empty takes every name. Set it"
                                + " where one port serves several names.")
                .list(
                        METHODS,
                        "POST",
                        "The HTTP methods that are taken, besides those of the provider's handshakes; others are answered"
                                + " 405. Add PUT, PATCH or GET for senders that use them.")
                .number(
                        BODY_MAX,
                        0,
                        0,
                        1 << 30,
                        "The longest body that is taken, in bytes; more is answered 413. 0 is what the provider sends at most"
                                + " (GitHub 25 MiB, most 1 MiB), or producer.override.max.request.size (1 MiB unless set)"
                                + " where that is less. Set it to take less or more; for large events set"
                                + " producer.override.max.request.size as high, and max.message.bytes of the topic.")
                .add(
                        REQUEST_RATE,
                        ConfigDef.Type.DOUBLE,
                        0.0,
                        ConfigDef.Range.atLeast(0),
                        ConfigDef.Importance.LOW,
                        "How many requests per second are taken on one worker, 0 for any number; more are answered 429."
                                + " Set it where one sender may not crowd out the others.")
                .number(
                        BYTE_RATE,
                        0L,
                        0L,
                        Long.MAX_VALUE,
                        "How many bytes of bodies per second are taken on one worker, 0 for any number; more are answered"
                                + " 429. Set it to protect the brokers from one sender.");
    }

    /**
     * Reads the options.
     *
     * @param usualBodyBytes the longest body where the options leave it open
     */
    public static RouteSettings from(AbstractConfig config, int usualBodyBytes) {
        Set<String> methods = new TreeSet<>();
        config.getList(METHODS).forEach(method -> methods.add(method.toUpperCase(Locale.ROOT)));
        return new RouteSettings(
                new RouteAddress(config.getString(PATH).trim(), host(config), methods),
                new RouteLimits(
                        bodyBytes(config, usualBodyBytes), config.getDouble(REQUEST_RATE), config.getLong(BYTE_RATE)));
    }

    /** The longest body that is taken. */
    public static int bodyBytes(AbstractConfig config, int usual) {
        int given = config.getInt(BODY_MAX);
        return given == 0 ? usual : given;
    }

    /** The same with further methods, which the provider's handshakes need. */
    public RouteSettings taking(Set<String> further) {
        Set<String> methods = new TreeSet<>(address.methods());
        methods.addAll(further);
        return new RouteSettings(new RouteAddress(address.path(), address.host(), methods), limits);
    }

    /** Reports what can't be listened on. */
    public static void validate(AbstractConfig config, Problems problems) {
        String path = config.getString(PATH).trim();
        String problem = pathProblem(path);
        if (problem != null) {
            problems.report(PATH, problem);
        }
        host(config)
                .filter(host -> !PLAIN_HOST.matcher(host).matches())
                .ifPresent(host -> problems.report(HOST, "must be a host name without scheme, port and path"));
        List<String> methods = config.getList(METHODS);
        if (methods.isEmpty()) {
            problems.report(METHODS, "names no method: nothing could be received; POST is the usual one");
        }
        for (String method : methods) {
            String name = method.toUpperCase(Locale.ROOT);
            if (!METHOD.matcher(name).matches()) {
                problems.report(METHODS, "holds " + method + ", which is no HTTP method");
            } else if (UNSAFE_METHODS.contains(name)) {
                problems.report(METHODS, "holds " + name + ", which is never taken: remove it");
            }
        }
    }

    private static @Nullable String pathProblem(String path) {
        if (!path.startsWith("/")) {
            return "must begin with a slash";
        }
        if (!PLAIN_PATH.matcher(path).matches()) {
            return "may hold letters, digits and ._~!$&'()*+,;=:@/- only; no query, no percent signs";
        }
        String plain = path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
        if (plain.contains("*")) {
            return "may hold a * only at its end, behind a slash";
        }
        if (plain.contains("//") || (plain + "/").contains("/./") || (plain + "/").contains("/../")) {
            return "must not hold empty, . or .. parts: no request ever has such a path";
        }
        if (Health.isReserved(plain)) {
            return "is reserved for health checks: choose another one than /healthz and /readyz";
        }
        return null;
    }

    private static Optional<String> host(AbstractConfig config) {
        return Optional.ofNullable(config.getString(HOST))
                .map(host -> host.trim().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty());
    }
}
