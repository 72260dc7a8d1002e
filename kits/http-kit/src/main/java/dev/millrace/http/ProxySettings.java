package dev.millrace.http;

import dev.millrace.http.address.HostRule;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * The proxy that requests go through.
 *
 * @param bypass hosts that are reached without it
 */
public record ProxySettings(
        Type type,
        Optional<String> host,
        int port,
        Optional<String> user,
        Optional<Password> password,
        List<HostRule> bypass) {

    /** What the proxy speaks. */
    public enum Type {
        NONE,
        /** CONNECT for https (RFC 9110 section 9.3.6), the whole address in the request line for http. */
        HTTP,
        /** RFC 1928. */
        SOCKS5
    }

    public static final String TYPE = "http.proxy.type";
    public static final String HOST = "http.proxy.host";
    public static final String PORT = "http.proxy.port";
    public static final String USER = "http.proxy.user";
    public static final String PASSWORD = "http.proxy.password";
    public static final String BYPASS = "http.proxy.bypass";

    private static final int PORT_DEFAULT = 3128;
    private static final int MOST_SOCKS_BYTES = 255;

    public ProxySettings {
        bypass = List.copyOf(bypass);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Proxy")
                .choice(
                        TYPE,
                        Type.NONE,
                        "The kind of proxy that requests go through: none, http (CONNECT for https addresses) or socks5. Set it"
                                + " where workers may not connect to the outside directly; the JVM's own proxy settings"
                                + " don't count.")
                .text(HOST, null, "The name or IP address of the proxy. Needed with a proxy.")
                .number(PORT, PORT_DEFAULT, 1, 65_535, "The TCP port of the proxy. Many listen on 3128, 8080 or 1080.")
                .text(USER, null, "The user to log in to the proxy as. Leave it out where the proxy asks for none.")
                .secret(PASSWORD, "The password at the proxy, which an http proxy gets as Basic. Set it with the user.")
                .list(
                        BYPASS,
                        "",
                        "Hosts that are reached without the proxy, each as a name, as *.domain, or, for addresses that are"
                                + " written as such, as an IP address or a range. Set it for receivers inside your network;"
                                + " it can't be used with socks5.");
    }

    /** No proxy. */
    public static ProxySettings standard() {
        return new ProxySettings(
                Type.NONE, Optional.empty(), PORT_DEFAULT, Optional.empty(), Optional.empty(), List.of());
    }

    /** Reads what {@link #validate} has no problem with. */
    public static ProxySettings from(AbstractConfig config) {
        return new ProxySettings(
                OptionGroup.choiceOf(Type.class, config.getString(TYPE)),
                text(config, HOST),
                config.getInt(PORT),
                text(config, USER),
                Optional.ofNullable(config.getPassword(PASSWORD))
                        .filter(secret -> !secret.value().isEmpty()),
                config.getList(BYPASS).stream().map(HostRule::parse).toList());
    }

    public static void validate(AbstractConfig config, Problems problems) {
        for (String rule : config.getList(BYPASS)) {
            try {
                HostRule unused = HostRule.parse(rule);
            } catch (IllegalArgumentException wrong) {
                problems.report(BYPASS, "holds a rule that is none: " + wrong.getMessage());
                return;
            }
        }
        from(config).validate(problems);
    }

    private void validate(Problems problems) {
        if (type == Type.NONE) {
            Stream.of(
                            given(HOST, host.isPresent()),
                            given(USER, user.isPresent()),
                            given(PASSWORD, password.isPresent()),
                            given(BYPASS, !bypass.isEmpty()))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(key -> problems.report(
                            key, "belongs to a proxy, and " + TYPE + " is none: set it to http or socks5"));
            return;
        }
        if (host.isEmpty()) {
            problems.report(HOST, "is needed with " + TYPE + "=" + type.name().toLowerCase(Locale.ROOT));
        }
        host.filter(name -> !name.matches("[\\w.:%-]+"))
                .ifPresent(
                        name -> problems.report(HOST, "is the name or IP address alone, without scheme, user or port"));
        if (user.isPresent() != password.isPresent()) {
            problems.report(
                    user.isPresent() ? PASSWORD : USER, "is missing: the user and the password of a proxy go together");
        }
        if (user.isPresent() && user.get().contains(":") && type == Type.HTTP) {
            problems.report(USER, "holds a colon, which the login of an http proxy can't carry (RFC 7617)");
        }
        if (type == Type.SOCKS5) {
            if (!bypass.isEmpty()) {
                problems.report(
                        BYPASS, "can't be used with a SOCKS proxy: let the proxy reach these hosts, or remove it");
            }
            limit(USER, user, problems);
            limit(PASSWORD, password.map(Password::value), problems);
        }
    }

    private static void limit(String key, Optional<String> text, Problems problems) {
        if (text.isPresent() && text.get().getBytes(StandardCharsets.UTF_8).length > MOST_SOCKS_BYTES) {
            problems.report(key, "is longer than the 255 bytes that a SOCKS proxy takes (RFC 1929)");
        }
    }

    private static Optional<String> given(String key, boolean set) {
        return set ? Optional.of(key) : Optional.empty();
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
