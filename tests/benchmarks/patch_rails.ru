# The same call as one would write it in Rails, on one page, with what Debian has: rails, jwt, puma.
# DATABASE_URL and SECRET are in the environment; the tables are those of patch_plain.py.

require "rails"
require "active_record/railtie"
require "action_controller/railtie"
require "jwt"

class Peer < Rails::Application
  config.api_only = true
  config.eager_load = true
  config.consider_all_requests_local = false
  config.secret_key_base = ENV.fetch("SECRET")
  config.logger = Logger.new($stderr, level: Logger::ERROR)
  config.active_record.default_timezone = :utc
  config.hosts.clear
  routes.append do
    patch "/api/v1/interviews/:id", to: "interviews#update"
  end
end

class User < ActiveRecord::Base
end

class JobDriver < ActiveRecord::Base
  belongs_to :driver, class_name: "User"
end

class Interview < ActiveRecord::Base
  belongs_to :interviewee, class_name: "JobDriver"
  belongs_to :interviewer, class_name: "User"
  validates :kind, :start_at, :end_at, presence: true
end

class InterviewsController < ActionController::API
  include ActionController::HttpAuthentication::Token::ControllerMethods
  before_action :authenticate

  def update
    interview = Interview.includes(:interviewer, interviewee: :driver).find(params[:id])
    interview.update!(
      permitted.merge(status: "pending", amend_start_at: nil, amend_end_at: nil, amended_by: nil)
    )
    render json: { interview: shown(interview) }
  end

  private

  def authenticate
    claims, = authenticate_with_http_token do |token, _|
      JWT.decode(token, ENV.fetch("SECRET"), true, algorithm: "HS256")
    end
    user = claims && User.find_by(id: claims["sub"])
    head :unauthorized unless user && %w[operator admin].include?(user.role)
  end

  def permitted
    params.require(:interview).permit(
      :kind, :location, :start_at, :end_at, :interviewee_id, :interviewer_id
    )
  end

  def shown(interview)
    interviewee, interviewer = interview.interviewee, interview.interviewer
    {
      id: interview.id, amend_end_at: interview.amend_end_at,
      amend_start_at: interview.amend_start_at, amended_by: interview.amended_by,
      end_at: interview.end_at,
      interviewee: {
        id: interviewee.id, currency: interviewee.currency,
        driver: interviewee.driver.slice(:id, :image, :phone_number, :title),
        kind: interviewee.kind, updated_at: interviewee.updated_at
      },
      interviewee_id: interview.interviewee_id,
      interviewer: interviewer.slice(:id, :contact_phone_number, :image, :title),
      interviewer_id: interview.interviewer_id, kind: interview.kind,
      location: interview.location, start_at: interview.start_at, status: interview.status
    }
  end
end

Peer.initialize!
run Peer
