package dev.millrace.sftp;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** The proxy that connections go through, to the jump host if there is one and to the server if not. */
record ProxySettings(
        Type type, Optional<String> host, int port, Optional<String> username, Optional<Password> password) {

    /** What the proxy speaks. */
    enum Type {
        NONE,
        HTTP,
        SOCKS5
    }

    static final String TYPE = "sftp.proxy.type";
    static final String HOST = "sftp.proxy.host";
    static final String PORT = "sftp.proxy.port";
    static final String USERNAME = "sftp.proxy.username";
    static final String PASSWORD = "sftp.proxy.password";

    private static final int MOST_SOCKS_BYTES = 255;

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "SFTP proxy")
                .choice(
                        TYPE,
                        Type.NONE,
                        "The kind of proxy to connect through: none, http (CONNECT) or socks5. Set it where workers may"
                                + " not connect to the outside directly.")
                .text(HOST, null, "The name or IP address of the proxy. Needed with a proxy.")
                .number(PORT, 1080, 1, 65_535, "The TCP port of the proxy. HTTP proxies often use 3128 or 8080.")
                .text(USERNAME, null, "The user to log in to the proxy as. Leave it out where the proxy asks for none.")
                .secret(PASSWORD, "The password at the proxy. HTTP proxies get it in clear text (Basic).");
    }

    static ProxySettings from(AbstractConfig config) {
        return new ProxySettings(
                OptionGroup.choiceOf(Type.class, config.getString(TYPE)),
                Texts.text(config, HOST),
                config.getInt(PORT),
                Texts.text(config, USERNAME),
                Texts.secret(config, PASSWORD));
    }

    /** Where it is, if there is one. */
    Optional<ServerAddress> address() {
        return type == Type.NONE ? Optional.empty() : host.map(name -> new ServerAddress(name, port));
    }

    void validate(Problems problems) {
        if (type == Type.NONE) {
            Stream.of(given(HOST, host), given(USERNAME, username), given(PASSWORD, password))
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
        if (password.isPresent() && username.isEmpty()) {
            problems.report(PASSWORD, "belongs to a user, and " + USERNAME + " is not set");
        }
        if (username.isPresent() && username.get().contains(":") && type == Type.HTTP) {
            problems.report(USERNAME, "holds a colon, which the login of an HTTP proxy can't carry (RFC 7617)");
        }
        if (type == Type.SOCKS5) {
            limit(USERNAME, username, problems);
            limit(PASSWORD, password.map(Password::value), problems);
        }
    }

    private static void limit(String key, Optional<String> text, Problems problems) {
        if (text.isPresent() && text.get().getBytes(StandardCharsets.UTF_8).length > MOST_SOCKS_BYTES) {
            problems.report(key, "is longer than the 255 bytes that a SOCKS proxy takes (RFC 1929)");
        }
    }

    private static Optional<String> given(String key, Optional<?> value) {
        return value.map(any -> key);
    }
}
