package dev.millrace.transforms.protection;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Encrypts bytes to text and back, with keys found by the id in the text. For any thread. */
final class Sealer {

    private final Keyset keys;
    private final SealCounts counts;
    private final Map<SealMode, Seal> seals = new EnumMap<>(SealMode.class);

    Sealer(Keyset keys, SealCounts counts) {
        this.keys = keys;
        this.counts = counts;
        seals.put(SealMode.RANDOM, new RandomSeal());
        seals.put(SealMode.DETERMINISTIC, new SyntheticSeal());
    }

    /**
     * Encrypts.
     *
     * @throws SealFault when the key has encrypted as much as one may
     */
    String close(SealMode mode, ProtectionKey key, byte[] plain, Bound bound) throws SealFault {
        if (mode == SealMode.RANDOM && !counts.takes(key)) {
            throw new SealFault("key-worn-out");
        }
        byte[] sealed = seal(mode).close(key, plain, bound.with(mode, key.id()));
        return SealedText.write(mode, key.id(), sealed);
    }

    /**
     * Decrypts.
     *
     * @throws SealFault when no key of the set opens it here
     */
    byte[] open(SealedText sealed, Bound bound) throws SealFault {
        ProtectionKey key = keys.find(sealed.keyId())
                .filter(found -> found.isFor(KeyUse.ENCRYPT))
                .orElseThrow(() -> new SealFault("unknown-key"));
        return seal(sealed.mode()).open(key, sealed.bytes(), bound.with(sealed.mode(), key.id()));
    }

    private Seal seal(SealMode mode) {
        return Objects.requireNonNull(seals.get(mode));
    }
}
