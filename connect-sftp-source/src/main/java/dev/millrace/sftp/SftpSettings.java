package dev.millrace.sftp;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an SFTP server and to be sure that it is the right one.
 *
 * @param privateKey inline, in PEM or OpenSSH form
 * @param keepalive zero for none
 * @param deadline how long any single call may take
 * @param readAhead how many bytes of a file are asked for before they are needed
 */
record SftpSettings(
        String host,
        int port,
        String username,
        Optional<Password> password,
        Optional<Password> privateKey,
        Optional<String> privateKeyFile,
        Optional<Password> passphrase,
        HostKeyCheck hostKeyCheck,
        Optional<String> knownHostsFile,
        List<String> fingerprints,
        Duration connectTimeout,
        Duration deadline,
        Duration keepalive,
        int readAhead) {

    /** Whether the server has to prove who it is. */
    enum HostKeyCheck {
        STRICT,
        INSECURE
    }

    static final String HOST = "sftp.host";
    static final String PORT = "sftp.port";
    static final String USERNAME = "sftp.username";
    static final String PASSWORD = "sftp.password";
    static final String PRIVATE_KEY = "sftp.private.key";
    static final String PRIVATE_KEY_FILE = "sftp.private.key.file";
    static final String PASSPHRASE = "sftp.private.key.passphrase";
    static final String HOST_KEY_CHECK = "sftp.host.key.check";
    static final String KNOWN_HOSTS_FILE = "sftp.known.hosts.file";
    static final String FINGERPRINTS = "sftp.host.key.fingerprints";
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
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(SftpSettings::requireHostName, () -> "host name or IP address"),
                        ConfigDef.Importance.HIGH,
                        "The name or IP address of the SFTP server. It is part of the stored offsets: change it and files"
                                + " that are still there count as new.")
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
        new OptionGroup(definition, "SFTP login")
                .required(
                        USERNAME,
                        ConfigDef.Type.STRING,
                        "The user to log in as. Give it the least rights that after.read needs.")
                .secret(
                        PASSWORD,
                        "The user's password. Write a config provider reference such as ${file:/secrets/sftp:password},"
                                + " for the REST API shows what stands here.")
                .secret(
                        PRIVATE_KEY,
                        "The private key to log in with, as text in PEM or OpenSSH form. Use it where the key comes from a"
                                + " config provider.")
                .text(
                        PRIVATE_KEY_FILE,
                        null,
                        "A file on every worker that holds the private key. Use it where keys are mounted.")
                .secret(PASSPHRASE, "The passphrase of the private key. Needed only if the key has one.");
        new OptionGroup(definition, "SFTP host key")
                .choice(
                        HOST_KEY_CHECK,
                        HostKeyCheck.STRICT,
                        "Whether the server must show a known host key. insecure sends the password to whoever answers:"
                                + " only for tests.")
                .text(
                        KNOWN_HOSTS_FILE,
                        null,
                        "A file on every worker that lists host keys in the form of OpenSSH. Use it where such a file is"
                                + " kept already.")
                .list(
                        FINGERPRINTS,
                        "",
                        "SHA-256 fingerprints of the accepted host keys, as ssh-keygen -l prints them:"
                                + " SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU. List the old and the new one"
                                + " while a server changes its key.");
    }

    static SftpSettings from(AbstractConfig config) {
        return new SftpSettings(
                config.getString(HOST).trim(),
                config.getInt(PORT),
                config.getString(USERNAME),
                secret(config, PASSWORD),
                secret(config, PRIVATE_KEY),
                text(config, PRIVATE_KEY_FILE),
                secret(config, PASSPHRASE),
                OptionGroup.choiceOf(HostKeyCheck.class, config.getString(HOST_KEY_CHECK)),
                text(config, KNOWN_HOSTS_FILE),
                config.getList(FINGERPRINTS),
                Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
                Duration.ofMillis(config.getInt(DEADLINE)),
                Duration.ofMillis(config.getInt(KEEPALIVE)),
                config.getInt(READ_AHEAD));
    }

    static void validate(AbstractConfig config, Problems problems) {
        SftpSettings settings = from(config);
        if (settings.password.isEmpty() && settings.privateKey.isEmpty() && settings.privateKeyFile.isEmpty()) {
            problems.report(
                    PASSWORD, "or " + PRIVATE_KEY + " or " + PRIVATE_KEY_FILE + " is needed: the user cannot log in");
        }
        if (settings.privateKey.isPresent() && settings.privateKeyFile.isPresent()) {
            problems.report(PRIVATE_KEY_FILE, "contradicts " + PRIVATE_KEY + ": keep one of them");
        }
        if (settings.passphrase.isPresent() && settings.privateKey.isEmpty() && settings.privateKeyFile.isEmpty()) {
            problems.report(PASSPHRASE, "belongs to a private key, and none is set: set the key or remove it");
        }
        validateHostKey(settings, problems);
    }

    private static void validateHostKey(SftpSettings settings, Problems problems) {
        boolean known = settings.knownHostsFile.isPresent() || !settings.fingerprints.isEmpty();
        if (settings.hostKeyCheck == HostKeyCheck.STRICT && !known) {
            problems.report(
                    FINGERPRINTS,
                    "or " + KNOWN_HOSTS_FILE
                            + " is needed to recognise the server: run ssh-keyscan and ssh-keygen -lf -"
                            + " to see its fingerprint, or write " + HOST_KEY_CHECK + "=insecure for a test");
        }
        if (settings.hostKeyCheck == HostKeyCheck.INSECURE && known) {
            problems.report(
                    HOST_KEY_CHECK,
                    "=insecure contradicts the known host keys: remove it, or remove " + FINGERPRINTS + " and "
                            + KNOWN_HOSTS_FILE);
        }
        if (settings.knownHostsFile.isPresent() && !settings.fingerprints.isEmpty()) {
            problems.report(KNOWN_HOSTS_FILE, "contradicts " + FINGERPRINTS + ": keep one of them");
        }
        for (String fingerprint : settings.fingerprints) {
            if (!fingerprint.matches("SHA256:[A-Za-z0-9+/]{43}=?")) {
                problems.report(
                        FINGERPRINTS,
                        "holds '" + fingerprint
                                + "', which is no SHA-256 fingerprint: it reads SHA256: and 43 characters"
                                + " of base64");
            }
        }
    }

    private static void requireHostName(String key, @Nullable Object value) {
        if (value != null && !value.toString().trim().matches("[A-Za-z0-9._:%-]+")) {
            // The value is not repeated: a URL that was put here may hold a password.
            throw new ConfigException(
                    key + ": give the host name or IP address alone, without scheme, user, port or path");
        }
    }

    private static Optional<Password> secret(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getPassword(key))
                .filter(secret -> !secret.value().isEmpty());
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
