package dev.millrace.feed;

import dev.millrace.feed.content.Content;
import dev.millrace.feed.content.ContentDecoder;
import dev.millrace.feed.store.FileStore;
import java.io.IOException;
import java.util.Optional;

/** Opens files for reading from a stored offset on, after a first pass where one is needed. Belongs to the reading thread. */
final class FileOpener {

    private final FileStore store;
    private final FeedSettings settings;
    private final ContentDecoder decoder;
    private final FirstPass pass;
    private final Patience patience;

    FileOpener(FileStore store, FeedSettings settings, ContentDecoder decoder, FirstPass pass, Patience patience) {
        this.store = store;
        this.settings = settings;
        this.decoder = decoder;
        this.pass = pass;
        this.patience = patience;
    }

    /** The SHA-256 of a file that is known by its content; transfers the file once. */
    String contentHash(FileIdentity file) {
        return ContentHash.of(store, file, patience);
    }

    /**
     * Opens a file.
     *
     * @param expected what its bytes must hash to, where the sender told that
     * @param meanwhile called now and then while the file is looked through
     */
    FirstPass.Outcome open(FileIdentity file, FileOffset offset, Optional<ExpectedDigest> expected, Runnable meanwhile)
            throws IOException {
        boolean broken = offset.state() == FileOffset.State.BROKEN;
        if (!broken && pass.isNeeded(expected)) {
            return pass.run(file, offset, expected, false, meanwhile);
        }
        boolean isPlain = offset.place().equals(Place.PLAIN);
        long firstByte = isPlain ? RunningDigest.covered(offset.position().offset()) : 0;
        if (isPlain && offset.position().offset() > 0) {
            Content plain = ContentDecoder.plain(new ResumableInput(store, file, firstByte, patience));
            return new FirstPass.Accepted(new FileBytes(plain, firstByte, FileBytes.Pass.NONE, Optional.empty()));
        }
        Content content = decoder.open(new ResumableInput(store, file, 0, patience), file.subject());
        if (!broken && content.isUnproven() && settings.pgp().needsProofFirst()) {
            content.close();
            return pass.run(file, offset, expected, true, meanwhile);
        }
        return new FirstPass.Accepted(new FileBytes(content, 0, FileBytes.Pass.NONE, Optional.empty()));
    }
}
