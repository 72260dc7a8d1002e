package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;

/** Proves nothing. */
record NoneSettings() implements SchemeSettings {

    @Override
    public Authenticator open(Opening opening) {
        return new Nothing();
    }

    @Override
    public boolean authorizes() {
        return false;
    }

    private record Nothing() implements AtOnce {
        @Override
        public HttpCall proven(HttpCall call) {
            return call;
        }
    }
}
