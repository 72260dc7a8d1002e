package dev.millrace.feed.content;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as its formats see it: one document, or those of an archive in its order. Belongs to one thread; closing it closes
 * the file.
 *
 * <p>What is wrong with the file comes as a {@link dev.millrace.kit.ConnectorFailure} of kind MALFORMED, from these methods
 * and from reading a document.
 */
public interface Content extends Closeable {

    /** How it is packed, such as {@code gzip} or {@code pgp+zip}; empty when its bytes are read as they are. */
    String packing();

    /** Whether only its end tells if its bytes may be believed. */
    boolean isUnproven();

    /** The next document; null behind the last. What is left of the one before is skipped. */
    @Nullable
    Document next() throws IOException;

    /** Looks at what is behind the last document: the proof that the file is whole. Call it once, when next gave null. */
    void finish() throws IOException;

    /** Reads the rest of the file, unread documents included, and tells the SHA-256 of all its bytes; empty when unknown. */
    Optional<String> sha256() throws IOException;
}
