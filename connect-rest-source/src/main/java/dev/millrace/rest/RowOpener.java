package dev.millrace.rest;

import dev.millrace.feed.content.Content;
import dev.millrace.feed.content.ContentDecoder;
import dev.millrace.feed.content.ContentSettings;
import dev.millrace.feed.content.Pgp;
import dev.millrace.feed.content.PgpDecrypt;
import dev.millrace.feed.content.PgpSettings;
import dev.millrace.feed.content.PgpVerify;
import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.PreparedFormat;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Opens the rows of pages, packed or not, in the endpoint's format. */
final class RowOpener implements RowSource.Opener {

    private static final int NO_CONTENT = 204;

    private static final PgpSettings NO_PGP = new PgpSettings(
            PgpDecrypt.NONE, PgpVerify.NONE, false, new Password(""), List.of(), new Password(""), "", List.of());

    private final RecordFormat format;
    private final PreparedFormat prepared;
    private final AbstractConfig config;
    private final int mostBytes;
    private final ContentDecoder decoder;

    RowOpener(RowSettings settings, AbstractConfig config) {
        this.format = Formats.named(settings.format());
        this.prepared = format.prepare(config);
        this.config = config;
        this.mostBytes = settings.mostBytes();
        this.decoder = new ContentDecoder(ContentSettings.from(config), new Pgp(NO_PGP));
    }

    @Override
    public RowSource open(Page page) {
        if (page.status() == NO_CONTENT || page.body().length == 0) {
            return new Nothing();
        }
        try {
            Content content = decoder.open(new ByteArrayInputStream(page.body()), page.shownAddress());
            return new FeedRows(format, prepared, config, page.shownAddress(), mostBytes, content);
        } catch (IOException failed) {
            throw new ConnectorFailure(
                    FailureKind.MALFORMED,
                    "page-broken",
                    page.shownAddress() + ": the answer can't be unpacked",
                    failed);
        }
    }

    /** A page without rows. */
    private static final class Nothing implements RowSource {

        @Override
        public @Nullable Row next() {
            return null;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
