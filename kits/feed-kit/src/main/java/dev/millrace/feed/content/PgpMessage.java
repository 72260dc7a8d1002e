package dev.millrace.feed.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.jspecify.annotations.Nullable;

/** An opened message: its content, and behind it the proofs that it is whole and by whom. Belongs to one thread. */
final class PgpMessage {

    static final String INTEGRITY = "pgp-integrity";
    static final String SIGNER_UNKNOWN = "pgp-signer-unknown";
    static final String SIGNATURE_INVALID = "pgp-signature-invalid";

    private final @Nullable PGPEncryptedData encrypted;
    private final @Nullable InputStream clear;
    private final PgpKeys keys;
    private final PgpSettings settings;
    private final String source;
    private final List<PGPOnePassSignature> signatures = new ArrayList<>();
    private final BcPGPObjectFactory objects;
    private final InputStream content;
    private boolean signed;

    /** A message that is not encrypted. */
    PgpMessage(@Nullable Object first, BcPGPObjectFactory objects, PgpKeys keys, PgpSettings settings, String source)
            throws IOException, PGPException {
        this(first, objects, null, null, keys, settings, source);
    }

    /** An encrypted message. */
    PgpMessage(
            PGPEncryptedData encrypted,
            BcPGPObjectFactory objects,
            InputStream clear,
            PgpKeys keys,
            PgpSettings settings,
            String source)
            throws IOException, PGPException {
        this(objects.nextObject(), objects, encrypted, clear, keys, settings, source);
    }

    private PgpMessage(
            @Nullable Object first,
            BcPGPObjectFactory objects,
            @Nullable PGPEncryptedData encrypted,
            @Nullable InputStream clear,
            PgpKeys keys,
            PgpSettings settings,
            String source)
            throws IOException, PGPException {
        this.encrypted = encrypted;
        this.clear = clear;
        this.keys = keys;
        this.settings = settings;
        this.source = source;
        BcPGPObjectFactory inside = objects;
        Object next = first;
        while (!(next instanceof PGPLiteralData)) {
            if (next instanceof PGPCompressedData compressed) {
                inside = new BcPGPObjectFactory(compressed.getDataStream());
            } else if (next instanceof PGPOnePassSignatureList list) {
                begin(list);
            } else if (!(next instanceof PGPMarker || next instanceof PGPSignatureList)) {
                throw new IOException("the message has no content");
            }
            next = inside.nextObject();
        }
        if (settings.verifies() && !signed) {
            throw ContentFailure.of(Pgp.NOT_SIGNED, source, "is not signed, but must be (" + PgpSettings.VERIFY + ")");
        }
        if (settings.verifies() && signatures.isEmpty()) {
            throw ContentFailure.of(
                    SIGNER_UNKNOWN,
                    source,
                    "is signed by none of the known keys; add the signer's to " + PgpSettings.PUBLIC_KEYS);
        }
        this.objects = inside;
        this.content = new Signed(((PGPLiteralData) next).getInputStream());
    }

    InputStream content() {
        return content;
    }

    private void begin(PGPOnePassSignatureList list) throws PGPException {
        for (PGPOnePassSignature signature : list) {
            signed = true;
            Optional<PGPPublicKey> key = keys.partner(signature.getKeyID());
            if (settings.verifies() && key.isPresent()) {
                signature.init(new BcPGPContentVerifierBuilderProvider(), key.get());
                signatures.add(signature);
            }
        }
    }

    /** Reads to the end and fails unless all is proven. */
    void verify() throws IOException {
        boolean valid = !settings.verifies();
        try {
            Skip.byReading(content, Long.MAX_VALUE);
            if (settings.verifies()) {
                valid = isSigned();
            }
            drain();
            PGPEncryptedData data = encrypted;
            if (data != null && data.isIntegrityProtected() && !data.isAEAD() && !data.verify()) {
                throw ContentFailure.of(INTEGRITY, source, "was changed on its way; have it sent again");
            }
        } catch (PGPException unreadable) {
            throw ContentFailure.of(INTEGRITY, source, "can't prove that it is whole; have it sent again");
        }
        if (!valid) {
            throw ContentFailure.of(SIGNATURE_INVALID, source, "has no valid signature of a known key");
        }
    }

    private boolean isSigned() throws IOException, PGPException {
        boolean valid = false;
        for (Object next = objects.nextObject(); next != null; next = objects.nextObject()) {
            if (next instanceof PGPSignatureList list) {
                for (PGPSignature signature : list) {
                    valid |= isValid(signature);
                }
            }
        }
        return valid;
    }

    private boolean isValid(PGPSignature signature) throws PGPException {
        for (PGPOnePassSignature begun : signatures) {
            if (begun.getKeyID() == signature.getKeyID() && isInForce(signature) && begun.verify(signature)) {
                return true;
            }
        }
        return false;
    }

    /** Made while its key was valid, by a key that was not taken back. */
    private boolean isInForce(PGPSignature signature) {
        PGPPublicKey key = keys.partner(signature.getKeyID()).orElseThrow();
        Instant made = signature.getCreationTime().toInstant();
        Instant from = key.getCreationTime().toInstant();
        boolean expired = key.getValidSeconds() > 0 && made.isAfter(from.plusSeconds(key.getValidSeconds()));
        return !expired && !made.isBefore(from) && !key.hasRevocation();
    }

    private void drain() throws IOException {
        InputStream rest = clear;
        if (rest != null) {
            Skip.byReading(rest, Long.MAX_VALUE);
        }
    }

    /** Shows the signatures what is read. */
    private final class Signed extends FilterInputStream {
        private Signed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = in.read(bytes, offset, length);
            if (got > 0) {
                for (PGPOnePassSignature signature : signatures) {
                    signature.update(bytes, offset, got);
                }
            }
            return got;
        }

        @Override
        public long skip(long wanted) throws IOException {
            return Skip.byReading(this, wanted);
        }
    }
}
