package dev.millrace.kit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Links the audit events of one task's life, so that a later edit, insertion or deletion between them shows. Belongs to one
 * thread, the one that hands events over.
 *
 * <p>The hash of an event is {@code SHA-256(0x00 || length of chainId || chainId || seq || previous hash || canonical event)}:
 * the length in four bytes, {@code seq} in eight, big-endian, {@code chainId} and the event in UTF-8, the previous hash in 32
 * bytes, none for the first event. {@link AuditEvent#canonical} is the event without its place. Each event carries the hash
 * of the one before it; the first has {@code seq} 0 and an empty {@code prevHash}, so that no event need open a chain.
 *
 * <p>An event that was dropped on its way leaves a gap in {@code seq}, which is no proof of tampering: the next event's
 * {@code prevHash} can't be judged then. The chain does not show that events were cut off at its end.
 */
public final class AuditChain {

    /**
     * The place of an event in its chain.
     *
     * @param seq from 0
     * @param prevHash the hash of the event before it in hexadecimal digits; empty for the first
     */
    public record Link(String chainId, long seq, String prevHash) {

        /** The hash of an event at this place, in hexadecimal digits. */
        public String hash(String canonical) {
            byte[] chain = chainId.getBytes(StandardCharsets.UTF_8);
            MessageDigest digest = Sha256.digest();
            digest.update((byte) 0);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(chain.length).array());
            digest.update(chain);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seq).array());
            digest.update(HexFormat.of().parseHex(prevHash));
            return HexFormat.of().formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private final String id;
    private long seq;
    private String lastHash = "";

    /**
     * Begins a chain.
     *
     * @param id unlike that of any other chain: the connector, the task, and when it started
     */
    public AuditChain(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** Gives an event the next place. */
    public Link append(AuditEvent event) {
        Link link = new Link(id, seq, lastHash);
        lastHash = link.hash(event.canonical(id));
        seq++;
        return link;
    }
}
