package dev.millrace.feed.edi;

/** What depends on the release of X12 that a group follows (GS08). */
final class X12Release {

    /** The first release whose acknowledgements repeat the version, know repetitions, and may be a 999. */
    private static final String MODERN = "005010";

    private static final int RELEASE_LENGTH = 6;
    private static final String DEFAULT = "004010";

    private X12Release() {}

    static boolean modern(String version) {
        return release(version).compareTo(MODERN) >= 0;
    }

    /** ST03 and AK203 name an implementation guide or nothing; a bare release is the group's. */
    static String guide(String version) {
        return version.length() > RELEASE_LENGTH ? version : "";
    }

    /** Whether a group follows an implementation guide, such as 005010X222A1, that is answered with a 999. */
    static boolean answeredByImplementation(String version) {
        return !guide(version).isEmpty() && modern(version);
    }

    /**
     * GS08 of the answer: for a 997 the release of the group, for a 999 the guide that defines it (ASC X12N 005010X231A1 and
     * 006020X290; other releases get the first, which is the one in use).
     */
    static String ofAnswer(AcknowledgementType type, String version) {
        if (type == AcknowledgementType.IMPLEMENTATION) {
            return release(version).equals("006020") ? "006020X290" : "005010X231A1";
        }
        return release(version);
    }

    private static String release(String version) {
        return version.matches("\\d{6}.*") ? version.substring(0, RELEASE_LENGTH) : DEFAULT;
    }
}
