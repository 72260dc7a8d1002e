package dev.millrace.feed.content;

/** What an OpenPGP message must prove, and when. */
public enum PgpVerify {
    /** That it is whole, before anything of it is handed over; a signature is not looked at. */
    NONE,
    /** That it is whole and signed by a known key, before anything of it is handed over. */
    REQUIRED,
    /** The same, but it is handed over as it is read: what fails the proof at its end was handed over. */
    STREAMING
}
