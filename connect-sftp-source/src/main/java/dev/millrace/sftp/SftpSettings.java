package dev.millrace.sftp;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an SFTP server and to be sure that it is the right one.
 *
 * @param servers one at least: the first names the store, the others stand in for it
 * @param keepalive zero for none
 * @param deadline how long any single call may take
 * @param readAhead how many bytes of a file are asked for before they are needed
 */
record SftpSettings(
        List<ServerAddress> servers,
        LoginSettings login,
        MethodSettings methods,
        HostKeySettings hostKey,
        AlgorithmSettings algorithms,
        JumpSettings jump,
        ProxySettings proxy,
        Duration connectTimeout,
        Duration deadline,
        Duration keepalive,
        int readAhead) {

    static final String PREFIX = "sftp.";
    static final String HOST = "sftp.host";
    static final String PORT = "sftp.port";
    static final String USERNAME = PREFIX + LoginSettings.USERNAME;
    static final String PASSWORD = PREFIX + LoginSettings.PASSWORD;
    static final String PRIVATE_KEY = PREFIX + LoginSettings.PRIVATE_KEY;
    static final String PRIVATE_KEY_FILE = PREFIX + LoginSettings.PRIVATE_KEY_FILE;
    static final String PASSPHRASE = PREFIX + LoginSettings.PASSPHRASE;
    static final String CERTIFICATE = PREFIX + LoginSettings.CERTIFICATE;
    static final String CERTIFICATE_FILE = PREFIX + LoginSettings.CERTIFICATE_FILE;
    static final String HOST_KEY_CHECK = PREFIX + HostKeySettings.CHECK;
    static final String KNOWN_HOSTS_FILE = PREFIX + HostKeySettings.KNOWN_HOSTS_FILE;
    static final String FINGERPRINTS = PREFIX + HostKeySettings.FINGERPRINTS;
    static final String CONNECT_TIMEOUT = "sftp.connect.timeout.ms";
    static final String DEADLINE = "sftp.operation.timeout.ms";
    static final String KEEPALIVE = "sftp.keepalive.interval.ms";
    static final String READ_AHEAD = "sftp.read.ahead.bytes";

    private static final int MEBIBYTE = 1 << 20;

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "SFTP server")
                .add(
                        HOST,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(SftpSettings::requireHosts, () -> "host[:port], host[:port]"),
                        ConfigDef.Importance.HIGH,
                        "The name or IP address of the SFTP server, needed by store=sftp. It is part of the stored offsets: change it and files"
                                + " that are still there count as new. Where other hosts serve the very same files, list"
                                + " them behind it (sftp1.example.com, sftp2.example.com:2222): they are tried in that"
                                + " order when no connection can be made, and the first one still names the offsets.")
                .number(
                        PORT,
                        22,
                        1,
                        65_535,
                        "The TCP port of the SFTP server. It is part of the stored offsets like the host.")
                .number(
                        CONNECT_TIMEOUT,
                        10_000,
                        100,
                        600_000,
                        "How long, in milliseconds, connecting and logging in may take. Raise it for servers that are slow"
                                + " to greet.")
                .number(
                        DEADLINE,
                        60_000,
                        100,
                        3_600_000,
                        "How long, in milliseconds, the server may take to answer any single request before the session is"
                                + " given up and opened again. Raise it for very large folders on slow servers.")
                .number(
                        KEEPALIVE,
                        30_000,
                        0,
                        3_600_000,
                        "The interval, in milliseconds, of keep-alive messages on an idle session; 0 sends none. Lower it"
                                + " below the idle limit of the server or of a firewall on the way.")
                .number(
                        READ_AHEAD,
                        12 * MEBIBYTE,
                        MEBIBYTE / 4,
                        128 * MEBIBYTE,
                        "How many bytes of a file are asked for before they are needed: the most that a task holds of one"
                                + " and the most that is sent again after a cut. A server that is far away sends so much"
                                + " in each round trip: raise it to bandwidth times round trip time, lower it to 2097152"
                                + " or less for servers that allow few open requests.");
        OptionGroup login = new OptionGroup(definition, "SFTP login")
                .text(
                        USERNAME,
                        null,
                        "The user to log in as, needed by store=sftp. Give it the least rights that after.read needs.");
        LoginSettings.define(login, PREFIX);
        MethodSettings.define(login);
        HostKeySettings.define(new OptionGroup(definition, "SFTP host key"), PREFIX);
        JumpSettings.define(definition);
        ProxySettings.define(definition);
        AlgorithmSettings.define(definition);
    }

    static SftpSettings from(AbstractConfig config) {
        String username = config.getString(USERNAME);
        return new SftpSettings(
                ServerAddress.list(config.getString(HOST), config.getInt(PORT)),
                LoginSettings.from(config, PREFIX, username),
                MethodSettings.from(config),
                HostKeySettings.from(config, PREFIX),
                AlgorithmSettings.from(config),
                JumpSettings.from(config, username),
                ProxySettings.from(config),
                Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
                Duration.ofMillis(config.getInt(DEADLINE)),
                Duration.ofMillis(config.getInt(KEEPALIVE)),
                config.getInt(READ_AHEAD));
    }

    static void validate(AbstractConfig config, Problems problems) {
        SftpSettings settings = from(config);
        settings.login.validate(problems);
        settings.methods.validate(settings.login, problems);
        settings.hostKey.validate(problems);
        settings.jump.validate(problems);
        settings.proxy.validate(problems);
        settings.algorithms.validate(problems);
        if (new HashSet<>(settings.servers).size() < settings.servers.size()) {
            problems.report(HOST, "lists a server twice: each of them is tried once anyway");
        }
    }

    private static void requireHosts(String key, @Nullable Object value) {
        try {
            if (value != null) {
                List<ServerAddress> unused = ServerAddress.list(value.toString(), 1);
            }
        } catch (IllegalArgumentException wrong) {
            // The value is not repeated: a URL that was put here may hold a password.
            throw new ConfigException(key + ": " + wrong.getMessage());
        }
    }
}
