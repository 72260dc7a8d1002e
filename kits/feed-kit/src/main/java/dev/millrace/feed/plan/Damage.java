package dev.millrace.feed.plan;

import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of one field's bytes that are no value of it. Immutable. */
final class Damage {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String path;
    private final CorruptPolicy policy;
    private final ShortRecord shortRecord;
    private final Optional<Place> raw;

    /** @param raw the field for the bytes in hexadecimal, where the policy has one */
    Damage(String path, CorruptPolicy policy, ShortRecord shortRecord, Optional<Place> raw) {
        this.path = path;
        this.policy = policy;
        this.shortRecord = shortRecord;
        this.raw = raw;
    }

    /** The names of the groups and of the field. */
    String path() {
        return path;
    }

    /** Takes note of a flaw; the value is null then. */
    @Nullable
    Object corrupt(Cursor cursor, Flaw flaw, int at, int end) throws CorruptField {
        if (cursor.lenient > 0) {
            cursor.doubtful++;
            return null;
        }
        cursor.count(path);
        switch (policy) {
            case RECORD, FAIL -> throw CorruptField.of(flaw, path, at - cursor.from, policy == CorruptPolicy.FAIL);
            case FLAG -> cursor.flag(path);
            case RAW -> raw.ifPresent(place -> append(cursor, place, HEX.formatHex(cursor.bytes, at, end)));
            case NULL -> {}
        }
        return null;
    }

    private static void append(Cursor cursor, Place place, String hex) {
        Object before = place.struct(cursor).get(place.field());
        place.put(cursor, before == null ? hex : before + "," + hex);
    }

    /** Takes note that the record ends in front of a field or within it. */
    @Nullable
    Object missing(Cursor cursor, int at, boolean cut) throws CorruptField {
        if (takesCut()) {
            return cut ? corrupt(cursor, Flaw.TOO_SHORT, at, cursor.end) : null;
        }
        if (cursor.lenient > 0) {
            cursor.doubtful++;
            return null;
        }
        cursor.count(path);
        throw CorruptField.of(Flaw.TOO_SHORT, path, at - cursor.from, false);
    }

    /** Whether what there is of a cut text is its value. */
    boolean takesCut() {
        return shortRecord == ShortRecord.ABSENT;
    }

    /** Whether a record may end here. */
    boolean allowsEnd(Cursor cursor, int at) {
        return shortRecord == ShortRecord.ABSENT && at >= cursor.end;
    }

    /** A flaw that leaves nobody knowing where the rest of the record is. */
    CorruptField lost(Cursor cursor, Flaw flaw, int at) {
        cursor.count(path);
        return CorruptField.of(flaw, path, at - cursor.from, policy == CorruptPolicy.FAIL);
    }

    /** The same flaw with its place. */
    CorruptField located(Cursor cursor, CorruptField flaw, int at) {
        return flaw.at(path, at - cursor.from);
    }
}
