-- Signing out takes from all of a browser's open sign-ins what they have proved.
CREATE INDEX sign_in_flows_browser ON sign_in_flows (browser_hash);
