package dev.millrace.kit.tls;

import dev.millrace.kit.Pem;
import dev.millrace.kit.PemFault;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** Reads what PEM files of options hold, and tells what is wrong by the option to change. */
public final class PemFile {

    private PemFile() {}

    /**
     * All certificates, in their order; at least one.
     *
     * @param option names the file
     */
    public static List<X509Certificate> certificates(byte[] bytes, String option, String file) throws TlsFault {
        try {
            return Pem.certificates(bytes);
        } catch (PemFault fault) {
            throw new TlsFault(option, "names " + file + ", which " + fault.sentence());
        }
    }

    /**
     * The first private key.
     *
     * @param option names the file
     * @param passphraseOption holds the passphrase
     */
    public static PrivateKey key(
            byte[] bytes, Optional<Password> passphrase, String option, String passphraseOption, String file)
            throws TlsFault {
        try {
            return Pem.key(bytes, passphrase);
        } catch (PemFault fault) {
            throw fault.kind() == PemFault.Kind.PASSPHRASE
                    ? new TlsFault(passphraseOption, "does not fit: " + file + " " + fault.sentence())
                    : new TlsFault(option, "names " + file + ", which " + fault.sentence());
        }
    }
}
