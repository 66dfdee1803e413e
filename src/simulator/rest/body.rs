//! Reads a request's body: JSON, or a form with `payload_json` and files.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request as HttpRequest};
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;

use super::{Call, Upload};
use crate::simulator::errors::ApiError;

/// Fills in the body and the files of `call`.
pub(super) async fn read(request: HttpRequest, call: &mut Call) -> Result<(), ApiError> {
    let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_json = given.starts_with("application/json");
    if given.starts_with("multipart/form-data") {
        return read_form(request, call).await;
    }
    let bytes = Bytes::from_request(request, &()).await.map_err(|_| ApiError::entity_too_large())?;
    if !bytes.is_empty() && !is_json {
        return Err(ApiError::new(400, 50035, "Invalid Form Body"));
    }
    if !bytes.is_empty() {
        call.body = serde_json::from_slice(&bytes).map_err(|_| ApiError::invalid_json())?;
    }
    Ok(())
}

async fn read_form(request: HttpRequest, call: &mut Call) -> Result<(), ApiError> {
    let invalid = |_| ApiError::new(400, 50035, "Invalid Form Body");
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|_| ApiError::new(400, 50035, "Invalid Form Body"))?;
    while let Some(field) = form.next_field().await.map_err(invalid)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let content_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = field.bytes().await.map_err(|_| ApiError::entity_too_large())?;
        match file {
            Some(file) => call.files.push(Upload { field: name, name: file, content_type, bytes: bytes.to_vec() }),
            None if name == "payload_json" => {
                call.body = serde_json::from_slice(&bytes).map_err(|_| ApiError::invalid_json())?;
            }
            // Plain form fields are the old way to send a message's parts.
            None => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                if call.body.is_null() {
                    call.body = Value::Object(serde_json::Map::new());
                }
                call.body[name.as_str()] = Value::String(text);
            }
        }
    }
    Ok(())
}
