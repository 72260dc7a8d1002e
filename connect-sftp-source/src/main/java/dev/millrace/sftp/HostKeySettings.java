package dev.millrace.sftp;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * How to be sure that an SSH server is the right one.
 *
 * @param prefix of the options' keys: {@code sftp.} for the server, {@code sftp.jump.} for the jump host
 * @param fingerprints as {@code ssh-keygen -l} prints them
 */
record HostKeySettings(String prefix, Check check, Optional<String> knownHostsFile, List<String> fingerprints) {

    /** Whether the server has to prove who it is. */
    enum Check {
        STRICT,
        INSECURE
    }

    static final String CHECK = "host.key.check";
    static final String KNOWN_HOSTS_FILE = "known.hosts.file";
    static final String FINGERPRINTS = "host.key.fingerprints";

    static void define(OptionGroup options, String prefix) {
        options.choice(
                        prefix + CHECK,
                        Check.STRICT,
                        "Whether the server must show a known host key. insecure sends the password to whoever answers:"
                                + " only for tests.")
                .text(
                        prefix + KNOWN_HOSTS_FILE,
                        null,
                        "A file on every worker that lists host keys in the form of OpenSSH, with @cert-authority lines"
                                + " for host certificates. Use it where such a file is kept already.")
                .list(
                        prefix + FINGERPRINTS,
                        "",
                        "SHA-256 fingerprints of the accepted host keys, as ssh-keygen -l prints them:"
                                + " SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU. List the old and the new one"
                                + " while a server changes its key.");
    }

    static HostKeySettings from(AbstractConfig config, String prefix) {
        return new HostKeySettings(
                prefix,
                OptionGroup.choiceOf(Check.class, config.getString(prefix + CHECK)),
                Texts.text(config, prefix + KNOWN_HOSTS_FILE),
                config.getList(prefix + FINGERPRINTS));
    }

    void validate(Problems problems) {
        if (check == Check.STRICT && !isGiven()) {
            problems.report(
                    key(FINGERPRINTS),
                    "or " + key(KNOWN_HOSTS_FILE)
                            + " is needed to recognise the server: run ssh-keyscan and ssh-keygen -lf -"
                            + " to see its fingerprint, or write " + key(CHECK) + "=insecure for a test");
        }
        if (check == Check.INSECURE && isGiven()) {
            problems.report(
                    key(CHECK),
                    "=insecure contradicts the known host keys: remove it, or remove " + key(FINGERPRINTS) + " and "
                            + key(KNOWN_HOSTS_FILE));
        }
        if (knownHostsFile.isPresent() && !fingerprints.isEmpty()) {
            problems.report(key(KNOWN_HOSTS_FILE), "contradicts " + key(FINGERPRINTS) + ": keep one of them");
        }
        for (String fingerprint : fingerprints) {
            if (!fingerprint.matches("SHA256:[A-Za-z0-9+/]{43}=?")) {
                problems.report(
                        key(FINGERPRINTS),
                        "holds '" + fingerprint
                                + "', which is no SHA-256 fingerprint: it reads SHA256: and 43 characters"
                                + " of base64");
            }
        }
    }

    /** Whether any host key is known. */
    boolean isGiven() {
        return knownHostsFile.isPresent() || !fingerprints.isEmpty();
    }

    /** The key of the option that lists the known host keys. */
    String usedKey() {
        return key(knownHostsFile.isPresent() ? KNOWN_HOSTS_FILE : FINGERPRINTS);
    }

    String key(String name) {
        return prefix + name;
    }
}
