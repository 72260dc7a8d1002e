package dev.millrace.sftp;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an FTP server (RFC 959, 2428, 3659), with or without TLS.
 *
 * @param port never 0
 * @param checkPassiveAddress whether data connections go to the host of the control connection whatever address the server
 *     tells
 * @param encoding of names; empty to ask the server
 * @param listTimeZone what the times of LIST are told in
 * @param keepalive zero for none
 * @param tls empty for plain FTP
 */
record FtpSettings(
        String host,
        int port,
        String username,
        Optional<Password> password,
        Mode mode,
        boolean checkPassiveAddress,
        Optional<Charset> encoding,
        ZoneId listTimeZone,
        Duration connectTimeout,
        Duration deadline,
        Duration keepalive,
        Optional<FtpsSettings> tls) {

    /** Who opens data connections. */
    enum Mode {
        PASSIVE,
        ACTIVE
    }

    static final String HOST = "ftp.host";
    static final String PORT = "ftp.port";
    static final String USERNAME = "ftp.username";
    static final String PASSWORD = "ftp.password";
    static final String MODE = "ftp.mode";
    static final String PASSIVE_CHECK = "ftp.passive.address.check";
    static final String ENCODING = "ftp.encoding";
    static final String LIST_TIME_ZONE = "ftp.list.time.zone";
    static final String CONNECT_TIMEOUT = "ftp.connect.timeout.ms";
    static final String DEADLINE = "ftp.operation.timeout.ms";
    static final String KEEPALIVE = "ftp.keepalive.interval.ms";

    private static final String ASK = "auto";
    private static final int PLAIN_PORT = 21;
    private static final int IMPLICIT_PORT = 990;

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "FTP server")
                .add(
                        HOST,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(FtpSettings::requireHostName, () -> "host name or IP address"),
                        ConfigDef.Importance.HIGH,
                        "The name or IP address of the FTP server, needed by store=ftp and store=ftps. It is part of the"
                                + " stored offsets: change it and files that are still there count as new.")
                .number(
                        PORT,
                        0,
                        0,
                        65_535,
                        "The TCP port of the FTP server; 0 takes 21, or 990 with ftps.mode=implicit. It is part of the"
                                + " stored offsets like the host.")
                .text(
                        USERNAME,
                        null,
                        "The user to log in as, needed by store=ftp and store=ftps. Give it the least rights that"
                                + " after.read needs.")
                .secret(
                        PASSWORD,
                        "The user's password. Write a config provider reference such as ${file:/secrets/ftp:password},"
                                + " for the REST API shows what stands here.")
                .choice(
                        MODE,
                        Mode.PASSIVE,
                        "Who opens data connections: passive lets the worker do it, active the server, which needs a way"
                                + " through the worker's firewall. Use active only where the server allows nothing else.")
                .flag(
                        PASSIVE_CHECK,
                        true,
                        "Whether data connections go to the host of the control connection, whatever address the server"
                                + " tells: servers behind address translation tell a private one. Turn it off for a"
                                + " server that serves data from another host; a private address is then still replaced.")
                .text(
                        ENCODING,
                        ASK,
                        "The charset of file names; auto takes UTF-8 where the server offers it (RFC 2640) and ISO-8859-1"
                                + " elsewhere. Set it where names show wrong letters.")
                .text(
                        LIST_TIME_ZONE,
                        "UTC",
                        "The time zone of the times that a server without MLSD (RFC 3659) lists, such as Europe/Berlin."
                                + " Set it for such a server where file ages matter; it is part of the identity of its"
                                + " files.")
                .number(
                        CONNECT_TIMEOUT,
                        10_000,
                        100,
                        600_000,
                        "How long, in milliseconds, opening a connection may take, and logging in as much again. Raise it"
                                + " for servers that are slow to greet.")
                .number(
                        DEADLINE,
                        60_000,
                        100,
                        3_600_000,
                        "How long, in milliseconds, the server may take to answer any single command before the"
                                + " connection is given up and opened again. Raise it for very large folders on slow"
                                + " servers.")
                .number(
                        KEEPALIVE,
                        30_000,
                        0,
                        3_600_000,
                        "The interval, in milliseconds, of NOOP commands on the control connection while a file is"
                                + " transferred; 0 sends none. Lower it below the idle limit of the server or of a"
                                + " firewall on the way.");
    }

    /** The settings of a plain or a protected server. */
    static FtpSettings from(AbstractConfig config, Optional<FtpsSettings> tls) {
        int port = config.getInt(PORT);
        boolean implicit = tls.filter(chosen -> chosen.mode() == FtpsSettings.Mode.IMPLICIT)
                .isPresent();
        return new FtpSettings(
                text(config, HOST).orElse(""),
                port != 0 ? port : implicit ? IMPLICIT_PORT : PLAIN_PORT,
                text(config, USERNAME).orElse(""),
                Optional.ofNullable(config.getPassword(PASSWORD))
                        .filter(secret -> !secret.value().isEmpty()),
                OptionGroup.choiceOf(Mode.class, config.getString(MODE)),
                config.getBoolean(PASSIVE_CHECK),
                text(config, ENCODING).filter(name -> !name.equals(ASK)).map(Charset::forName),
                ZoneId.of(text(config, LIST_TIME_ZONE).orElse("UTC")),
                Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
                Duration.ofMillis(config.getInt(DEADLINE)),
                Duration.ofMillis(config.getInt(KEEPALIVE)),
                tls);
    }

    /** Reports what can't be used. */
    static void validate(AbstractConfig config, Problems problems) {
        if (config.getPassword(PASSWORD) == null
                && text(config, FtpsSettings.CLIENT_KEY_FILE).isEmpty()) {
            problems.report(PASSWORD, "is needed: the user cannot log in");
        }
        text(config, ENCODING).filter(name -> !name.equals(ASK)).ifPresent(name -> {
            if (!isCharset(name)) {
                problems.report(ENCODING, "names no charset of this worker: write auto, UTF-8 or ISO-8859-1");
            }
        });
        text(config, LIST_TIME_ZONE).ifPresent(name -> {
            try {
                ZoneId unused = ZoneId.of(name);
            } catch (DateTimeException unknown) {
                problems.report(LIST_TIME_ZONE, "names no time zone: write UTC or one like Europe/Berlin");
            }
        });
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }

    private static void requireHostName(String key, @Nullable Object value) {
        if (value != null && !value.toString().trim().matches("[A-Za-z0-9._:%-]+")) {
            // The value is not repeated: a URL that was put here may hold a password.
            throw new ConfigException(
                    key + ": give the host name or IP address alone, without scheme, user, port or path");
        }
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
