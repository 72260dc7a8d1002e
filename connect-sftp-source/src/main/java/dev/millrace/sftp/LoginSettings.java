package dev.millrace.sftp;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;

/**
 * Who logs in to an SSH server, and with what.
 *
 * @param prefix of the options' keys: {@code sftp.} for the server, {@code sftp.jump.} for the jump host
 * @param privateKey as text: PEM, OpenSSH or PuTTY
 * @param moreKeyFiles tried behind that key, in their order
 * @param certificate as text: one line of OpenSSH
 */
record LoginSettings(
        String prefix,
        String username,
        Optional<Password> password,
        Optional<Password> privateKey,
        Optional<String> privateKeyFile,
        List<String> moreKeyFiles,
        Optional<Password> passphrase,
        Optional<String> certificate,
        Optional<String> certificateFile) {

    static final String USERNAME = "username";
    static final String PASSWORD = "password";
    static final String PRIVATE_KEY = "private.key";
    static final String PRIVATE_KEY_FILE = "private.key.file";
    static final String MORE_KEY_FILES = "private.key.more.files";
    static final String PASSPHRASE = "private.key.passphrase";
    static final String CERTIFICATE = "certificate";
    static final String CERTIFICATE_FILE = "certificate.file";

    /** Servers let a user try six times (sshd_config, MaxAuthTries), and a password may come behind the keys. */
    private static final int MOST_MORE_KEYS = 4;

    LoginSettings {
        moreKeyFiles = List.copyOf(moreKeyFiles);
    }

    /** Declares all but the user's name. */
    static void define(OptionGroup options, String prefix) {
        options.secret(
                        prefix + PASSWORD,
                        "The user's password, which also answers keyboard-interactive prompts. Write a config provider"
                                + " reference such as ${file:/secrets/sftp:password}, for the REST API shows what stands"
                                + " here.")
                .secret(
                        prefix + PRIVATE_KEY,
                        "The private key to log in with, as text in PEM (PKCS#1, PKCS#8), OpenSSH or PuTTY (version 2 and"
                                + " 3) form. Use it where the key comes from a config provider.")
                .text(
                        prefix + PRIVATE_KEY_FILE,
                        null,
                        "A file on every worker that holds the private key, in any of those forms. Use it where keys are"
                                + " mounted.")
                .list(
                        prefix + MORE_KEY_FILES,
                        "",
                        "Files on every worker with further private keys, at most 4, tried in this order when the server"
                                + " does not take the first key. Use it while keys are exchanged: the new one first, the old"
                                + " one here.")
                .secret(
                        prefix + PASSPHRASE,
                        "The passphrase of the private key, and of all further ones that have one. Needed only if a key"
                                + " has one.")
                .text(
                        prefix + CERTIFICATE,
                        null,
                        "The OpenSSH user certificate of the private key, as the one line that ssh-keygen -s writes. Use"
                                + " it where the server trusts an authority instead of single keys.")
                .text(
                        prefix + CERTIFICATE_FILE,
                        null,
                        "A file on every worker that holds the user certificate. Use it where certificates are renewed in"
                                + " place: it is read again with every connection.");
    }

    static LoginSettings from(AbstractConfig config, String prefix, String username) {
        return new LoginSettings(
                prefix,
                username,
                Texts.secret(config, prefix + PASSWORD),
                Texts.secret(config, prefix + PRIVATE_KEY),
                Texts.text(config, prefix + PRIVATE_KEY_FILE),
                config.getList(prefix + MORE_KEY_FILES),
                Texts.secret(config, prefix + PASSPHRASE),
                Texts.text(config, prefix + CERTIFICATE),
                Texts.text(config, prefix + CERTIFICATE_FILE));
    }

    void validate(Problems problems) {
        if (password.isEmpty() && !hasKey()) {
            problems.report(
                    key(PASSWORD),
                    "or " + key(PRIVATE_KEY) + " or " + key(PRIVATE_KEY_FILE) + " is needed: the user cannot log in");
        }
        contradiction(PRIVATE_KEY, privateKey, PRIVATE_KEY_FILE, privateKeyFile, problems);
        contradiction(CERTIFICATE, certificate, CERTIFICATE_FILE, certificateFile, problems);
        needsKey(MORE_KEY_FILES, moreKeyFiles.stream().findFirst(), problems);
        if (moreKeyFiles.size() > MOST_MORE_KEYS) {
            problems.report(
                    key(MORE_KEY_FILES),
                    "names more than " + MOST_MORE_KEYS
                            + " files, and servers give up behind six attempts: name fewer");
        }
        needsKey(PASSPHRASE, passphrase, problems);
        needsKey(CERTIFICATE, certificate, problems);
        needsKey(CERTIFICATE_FILE, certificateFile, problems);
    }

    boolean hasKey() {
        return privateKey.isPresent() || privateKeyFile.isPresent();
    }

    /** Whether there is anything to log in with. */
    boolean isGiven() {
        return Stream.of(password, privateKey, privateKeyFile, passphrase, certificate, certificateFile)
                        .anyMatch(Optional::isPresent)
                || !moreKeyFiles.isEmpty();
    }

    /** The key of the option that a refused login is about. */
    String refusedKey() {
        return password.isPresent() ? key(PASSWORD) : usedKey();
    }

    /** The key of the option that holds the private key. */
    String usedKey() {
        return key(privateKey.isPresent() ? PRIVATE_KEY : PRIVATE_KEY_FILE);
    }

    /** The key of the option that holds the certificate. */
    String usedCertificate() {
        return key(certificate.isPresent() ? CERTIFICATE : CERTIFICATE_FILE);
    }

    String key(String name) {
        return prefix + name;
    }

    private void contradiction(String first, Optional<?> one, String second, Optional<?> other, Problems problems) {
        if (one.isPresent() && other.isPresent()) {
            problems.report(key(second), "contradicts " + key(first) + ": keep one of them");
        }
    }

    private void needsKey(String name, Optional<?> value, Problems problems) {
        if (value.isPresent() && !hasKey()) {
            problems.report(key(name), "belongs to a private key, and none is set: set the key or remove it");
        }
    }
}
