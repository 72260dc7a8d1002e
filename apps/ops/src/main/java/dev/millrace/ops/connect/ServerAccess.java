package dev.millrace.ops.connect;

import dev.millrace.kit.tls.TlsFault;
import dev.millrace.kit.tls.TlsFiles;
import dev.millrace.kit.tls.TlsMaterial;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * How one gets into a server: the settings end alike for every server, and begin with what they are for.
 *
 * @param user empty without a login
 * @param password empty without a login
 * @param tls whom we trust and what we show; empty for what Java trusts and nothing
 */
public record ServerAccess(String user, Optional<Password> password, Optional<SSLContext> tls) {

    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String PASSWORD_FILE = "password.file";

    /** Declares the settings with this prefix, which has a dot at its end. */
    public static void define(ConfigDef definition, String prefix) {
        for (String text : new String[] {
            USER,
            PASSWORD_FILE,
            TlsFiles.TRUSTSTORE_FILE,
            TlsFiles.CERTIFICATE_FILE,
            TlsFiles.KEY_FILE,
            TlsFiles.KEYSTORE_FILE
        }) {
            definition.define(prefix + text, ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "");
        }
        for (String secret : new String[] {
            PASSWORD, TlsFiles.TRUSTSTORE_PASSWORD, TlsFiles.KEY_PASSPHRASE, TlsFiles.KEYSTORE_PASSWORD
        }) {
            definition.define(prefix + secret, ConfigDef.Type.PASSWORD, "", ConfigDef.Importance.LOW, "");
        }
    }

    /**
     * What the settings with this prefix say.
     *
     * @throws CommandFailure when they contradict each other, or a file can't be used
     */
    public static ServerAccess from(AbstractConfig config, String prefix) {
        String user = config.getString(prefix + USER);
        String password = password(config, prefix);
        if (user.isEmpty() && !password.isEmpty()) {
            throw CommandFailure.usage("there is a password and nobody whose it is: give " + option(prefix + USER)
                    + " or set " + prefix + USER);
        }
        if (!user.isEmpty() && password.isEmpty()) {
            throw CommandFailure.usage("the password of " + user + " is missing: set " + variable(prefix + PASSWORD)
                    + ", " + prefix + PASSWORD + " in the file of --settings, or give "
                    + option(prefix + PASSWORD_FILE));
        }
        return new ServerAccess(
                user,
                Optional.of(password).filter(secret -> !secret.isEmpty()).map(Password::new),
                tls(TlsFiles.from(config, prefix)));
    }

    /** What the header of that name says: basic authentication (RFC 7617); empty without a login. */
    public Optional<Password> authorization() {
        return password.map(secret -> new Password("Basic "
                + Base64.getEncoder().encodeToString((user + ":" + secret.value()).getBytes(StandardCharsets.UTF_8))));
    }

    private static String password(AbstractConfig config, String prefix) {
        String file = config.getString(prefix + PASSWORD_FILE);
        if (file.isEmpty()) {
            return config.getPassword(prefix + PASSWORD).value();
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw CommandFailure.usage(prefix + PASSWORD_FILE + " names " + file + ", which can't be read", unreadable);
        }
    }

    private static Optional<SSLContext> tls(TlsFiles files) {
        Optional<TlsFault> contradiction = files.contradiction();
        if (contradiction.isPresent()) {
            throw fault(contradiction.get());
        }
        if (!files.hasFiles()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TlsMaterial.read(files).context());
        } catch (TlsFault unusable) {
            throw fault(unusable);
        }
    }

    private static CommandFailure fault(TlsFault fault) {
        return CommandFailure.usage(fault.key() + " " + fault.sentence().replace(" on this worker", ""), fault);
    }

    private static String option(String key) {
        return "--" + key.replace('.', '-');
    }

    private static String variable(String key) {
        return "MILLRACE_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
