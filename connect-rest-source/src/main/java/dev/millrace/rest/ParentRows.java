package dev.millrace.rest;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what children need of the rows of a parent's page. Any thread may, one at a time. */
final class ParentRows {

    /**
     * A page of a parent: of each row its fields alone.
     *
     * @param at what leads to it
     * @param address where it came from
     * @param next what leads to the page behind it; empty behind the last one
     */
    record Listing(ParentToken at, URI address, List<List<String>> rows, Optional<String> next) {

        Listing {
            rows = List.copyOf(rows);
        }

        /** Whether it is the page that a token means. */
        boolean isOf(ParentToken token) {
            return at.page() == token.page() && at.pageToken().equals(token.pageToken());
        }
    }

    private final List<String> fields;
    private final List<PathReader> readers;
    private final RowSource.Opener rows;
    private final Paging paging;

    ParentRows(List<String> fields, RowSource.Opener rows, Paging paging) {
        this.fields = List.copyOf(fields);
        this.readers = fields.stream()
                .map(path -> new PathReader(FieldPath.parse(path)))
                .toList();
        this.rows = rows;
        this.paging = paging;
    }

    /**
     * The listing that a page is.
     *
     * @throws ConnectorFailure MALFORMED when a row can't be read, MISCONFIGURED when one lacks a field or pages lead nowhere
     */
    Listing of(ParentToken at, Page page) {
        List<List<String>> listed = new ArrayList<>();
        @Nullable Object last = null;
        try (RowSource source = rows.open(page)) {
            for (Row row = source.next(); row != null; row = source.next()) {
                if (!(row.read() instanceof Read.Value value)) {
                    throw failure(FailureKind.MALFORMED, "parent-unreadable", page, listed.size(), "can't be read");
                }
                last = value.value();
                listed.add(values(value.value(), page, listed.size()));
            }
        }
        Paging.Decision decision = paging.next(page, new Paging.RowsRead(listed.size(), true, last));
        Optional<String> next =
                decision instanceof Paging.More more ? Optional.of(more.token()) : Optional.<String>empty();
        if (next.isPresent() && next.equals(page.request().token())) {
            throw failure(
                    FailureKind.MISCONFIGURED,
                    "page-cursor-not-moving",
                    page,
                    listed.size(),
                    "leads to the page that it came with");
        }
        return new Listing(at, page.address(), listed, next);
    }

    private List<String> values(@Nullable Object row, Page page, int number) {
        List<String> values = new ArrayList<>();
        for (int at = 0; at < fields.size(); at++) {
            Optional<String> text = readers.get(at).find(row).flatMap(RowPlaces::text);
            if (text.isEmpty()) {
                throw failure(
                        FailureKind.MISCONFIGURED,
                        "parent-field-missing",
                        page,
                        number,
                        "has no " + fields.get(at) + ", which " + ParentSettings.FIELDS + " names");
            }
            values.add(text.get());
        }
        return values;
    }

    private static ConnectorFailure failure(FailureKind kind, String code, Page page, int row, String sentence) {
        return new ConnectorFailure(
                kind, code, page.shownAddress() + ", " + page.request() + ", row " + row + " of a parent " + sentence);
    }
}
