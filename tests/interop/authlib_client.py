"""A relying party on Debian's Authlib. Prints the address to sign in at, reads the answer's address from standard input,
then prints as JSON what it found. Usage: authlib_client.py METADATA_URL CLIENT_FILE REDIRECT_URI"""
import json
import os
import sys

from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oauth2.rfc7523 import ClientSecretJWT, PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
import requests

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # the stand has no TLS, and is on localhost


def make_session(client, metadata, redirect_uri):
    method = client["token_endpoint_auth_method"]
    secret = client.get("client_secret")
    if method == "private_key_jwt":
        secret = client["private_key"]
    session = OAuth2Session(client["client_id"], secret, token_endpoint_auth_method=method, redirect_uri=redirect_uri,
                            scope="openid email offline_access", code_challenge_method="S256",
                            token_endpoint=metadata["token_endpoint"])
    if method == "private_key_jwt":
        session.register_client_auth_method(PrivateKeyJWT(metadata["token_endpoint"], alg="ES256"))
    if method == "client_secret_jwt":
        session.register_client_auth_method(ClientSecretJWT(metadata["token_endpoint"]))
    return session


def main():
    metadata = requests.get(sys.argv[1], timeout=10).json()
    with open(sys.argv[2], encoding="utf-8") as file:
        client = json.load(file)
    session = make_session(client, metadata, sys.argv[3])
    verifier = "v" * 64
    nonce = "nonce-of-authlib"
    address, state = session.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier,
                                                      nonce=nonce)
    print(address, flush=True)
    answer = sys.stdin.readline().strip()
    token = session.fetch_token(metadata["token_endpoint"], authorization_response=answer, state=state,
                                code_verifier=verifier)
    keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"], timeout=10).json())
    claims = jwt.decode(token["id_token"], keys, claims_cls=CodeIDToken,
                        claims_options={"iss": {"value": metadata["issuer"]}, "aud": {"value": client["client_id"]}},
                        claims_params={"nonce": nonce, "access_token": token["access_token"]})
    claims.validate()
    person = session.get(metadata["userinfo_endpoint"]).json()
    fresh = session.refresh_token(metadata["token_endpoint"], refresh_token=token["refresh_token"])
    found = {"claims": claims, "person": person, "refreshed": bool(fresh["access_token"])}
    if client["token_endpoint_auth_method"] == "client_secret_basic":  # Authlib 1.2 sends no assertion to these two
        token = fresh["access_token"]
        found["seen"] = session.introspect_token(metadata["introspection_endpoint"], token=token).json()
        session.revoke_token(metadata["revocation_endpoint"], token=fresh["refresh_token"])
        found["gone"] = session.introspect_token(metadata["introspection_endpoint"], token=token).json()
    print(json.dumps(found))


main()
