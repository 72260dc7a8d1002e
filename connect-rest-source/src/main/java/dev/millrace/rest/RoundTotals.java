package dev.millrace.rest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a round has brought, for its event and the figures. Belongs to the polling thread. */
final class RoundTotals {

    private final MessageDigest digest = sha256();
    private long pages;
    private long bytes;
    private long rows;
    private long malformed;
    private long known;
    private long older;
    private boolean isWhole = true;

    /**
     * A page came.
     *
     * @param isFresh whether no row of it is done with
     */
    void add(Page page, boolean isFresh) {
        isWhole &= isFresh && page.request().page() == pages + 1;
        pages++;
        bytes += page.body().length;
        digest.update(page.body());
    }

    /** A page was read in several versions: there are no bytes that all rows come from. */
    void broken() {
        isWhole = false;
    }

    void count(boolean isMalformed) {
        if (isMalformed) {
            malformed++;
        } else {
            rows++;
        }
    }

    /** A row was left out, because it is known or lies before what was asked for. */
    void leftOut(boolean isKnown) {
        if (isKnown) {
            known++;
        } else {
            older++;
        }
    }

    /** A row that was counted turned out to be as it was known. */
    void takenBack(boolean isMalformed) {
        if (isMalformed) {
            malformed--;
        } else {
            rows--;
        }
        known++;
    }

    long pages() {
        return pages;
    }

    long bytes() {
        return bytes;
    }

    long rows() {
        return rows;
    }

    long malformed() {
        return malformed;
    }

    long known() {
        return known;
    }

    long older() {
        return older;
    }

    /** Whether each page of the round came once, in this run: only then its totals are those of the round. */
    boolean isWhole() {
        return isWhole;
    }

    /** The SHA-256 of all bodies one behind the other. */
    String sha256Hex() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
