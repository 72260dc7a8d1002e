package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.Consequence;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.FailurePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of one file as it was listed: neither a cut connection nor a short read ends it early, and bytes appended
 * later are not part of it. After a cut it goes on at the very byte, so nothing is transferred twice.
 */
final class ResumableInput extends InputStream {

    private static final Logger LOG = LoggerFactory.getLogger(ResumableInput.class);

    static final String CHANGED = "file-changed";

    private final FileStore store;
    private final FileIdentity file;
    private final Patience patience;
    private long at;
    private boolean verified;
    private @Nullable InputStream in;

    /**
     * Opens nothing yet.
     *
     * @param at where to begin
     * @param patience asked how long to go on after a failure
     */
    ResumableInput(FileStore store, FileIdentity file, long at, Patience patience) {
        this.store = store;
        this.file = file;
        this.at = at;
        this.verified = at < file.size();
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        for (int failures = 0; ; ) {
            try {
                requireUnchanged();
                if (at >= file.size()) {
                    return -1;
                }
                int count = stream().read(bytes, offset, (int) Math.min(length, file.size() - at));
                if (count <= 0) {
                    throw new IOException("the server ended the file at byte " + at + " of " + file.size());
                }
                at += count;
                verified = at < file.size();
                return count;
            } catch (IOException cut) {
                failures++;
                pause(failures, new ConnectorFailure(FailureKind.TRANSIENT, "read-cut", "" + cut.getMessage(), cut));
            } catch (ConnectorFailure failure) {
                if (FailurePolicy.consequenceOf(failure.kind()) != Consequence.RETRY) {
                    throw failure;
                }
                failures++;
                pause(failures, failure);
            }
        }
    }

    @Override
    public void close() {
        InputStream open = in;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException cut) {
                LOG.debug("{}: the stream did not close cleanly: {}", file.subject(), cut.getMessage());
            }
        }
    }

    private InputStream stream() {
        InputStream open = in;
        if (open == null) {
            open = store.open(file.path(), at);
            in = open;
        }
        return open;
    }

    private void pause(int failures, ConnectorFailure failure) {
        close();
        if (failures == 1) {
            LOG.warn("{}: reading was cut at byte {} ({}); trying to go on there", file.subject(), at, failure.code());
        }
        verified = false;
        patience.pause(failures, failure);
    }

    /**
     * A file that is another now must not be continued with its bytes, nor ended with them: looked at after each cut, and
     * once at the end, for it may have changed since it was listed.
     */
    private void requireUnchanged() {
        if (verified) {
            return;
        }
        Optional<StoredFile> now = store.stat(file.path());
        if (now.isEmpty()) {
            throw StoreFailure.missing(file.store(), file.path(), null);
        }
        if (!file.equals(FileIdentity.of(file.store(), now.get()))) {
            throw new ConnectorFailure(FailureKind.REJECTED, CHANGED, file.subject() + " changed since it was listed");
        }
        verified = true;
    }
}
