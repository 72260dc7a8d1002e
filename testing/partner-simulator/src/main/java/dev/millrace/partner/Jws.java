package dev.millrace.partner;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A signed token in its compact form (RFC 7515 section 7.1), and whether its signature is right: by Bouncy Castle. */
@SuppressWarnings("ArrayRecordComponent")
record Jws(Map<String, Object> header, Map<String, Object> claims, byte[] signed, byte[] signature) {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /**
     * Takes it apart.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Jws parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a token has three parts");
        }
        return new Jws(
                JsonReader.object(text(parts[0])),
                JsonReader.object(text(parts[1])),
                (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                bytes(parts[2]));
    }

    /** The claim or member of the header, where it is a text. */
    static Optional<String> text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Whether the key made the signature, by the one algorithm that it is registered for. */
    boolean isSignedBy(Key key, String algorithm) {
        if (!text(header, "alg").equals(Optional.of(algorithm))) {
            return false;
        }
        try {
            String bits = algorithm.substring(algorithm.length() - 3);
            return switch (algorithm) {
                case "HS256", "HS384", "HS512" -> {
                    Mac mac = Mac.getInstance("HmacSHA" + bits, BOUNCY_CASTLE);
                    mac.init(key);
                    yield MessageDigest.isEqual(mac.doFinal(signed), signature);
                }
                case "RS256", "RS384", "RS512" -> verify("SHA" + bits + "withRSA", key, signature);
                case "PS256", "PS384", "PS512" -> verify("SHA" + bits + "withRSAandMGF1", key, signature);
                case "ES256" -> verify("SHA256withECDSA", key, der(32));
                case "ES384" -> verify("SHA384withECDSA", key, der(48));
                case "ES512" -> verify("SHA512withECDSA", key, der(66));
                case "EdDSA" -> verify("Ed25519", key, signature);
                default -> false;
            };
        } catch (GeneralSecurityException | IOException wrong) {
            return false;
        }
    }

    private boolean verify(String name, Key key, byte[] proof) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(name, BOUNCY_CASTLE);
        verifier.initVerify((PublicKey) key);
        verifier.update(signed);
        return verifier.verify(proof);
    }

    /** Two numbers of full length (RFC 7518 section 3.4) as X9.62 writes them. */
    private byte[] der(int length) throws IOException {
        if (signature.length != 2 * length) {
            throw new IOException("a signature of " + signature.length + " bytes");
        }
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(signature, length))));
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(signature, length, 2 * length))));
        return new DERSequence(numbers).getEncoded();
    }

    private static String text(String part) {
        return new String(bytes(part), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String part) {
        if (part.indexOf('=') >= 0) {
            throw new IllegalArgumentException("base64url in a token has no padding (RFC 7515 section 2)");
        }
        return Base64.getUrlDecoder().decode(part);
    }
}
