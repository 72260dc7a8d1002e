package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;

/** The settings of one scheme of {@code http.auth}. */
interface SchemeSettings {

    /** What proves each request, ready to be asked. */
    Authenticator open(Opening opening);

    /** Whether it sends the field Authorization. */
    boolean authorizes();
}
