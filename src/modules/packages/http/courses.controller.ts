import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EnrollmentId, PatientId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { CoursePriceView, EnrollmentView } from '../course.view';
import { CoursesReader } from '../courses.reader';
import { EndCourse } from '../end-course';
import { EnrollInCourse } from '../enroll-in-course';
import { PriceCourse } from '../price-course';
import { CourseDto, EndCourseDto } from './courses.dto';

/** Courses of treatment: what a whole one costs, who is on one, and how far they are. */
@ApiTags('courses')
@Controller('v1')
export class CoursesController {
  constructor(
    private readonly pricing: PriceCourse,
    private readonly enroll: EnrollInCourse,
    private readonly ending: EndCourse,
    private readonly courses: CoursesReader,
  ) {}

  @Post('courses/price')
  @HttpCode(200)
  @Permit('quotes.make')
  @Answers({
    type: CoursePriceView,
    description: 'What a whole course costs, for the fewest and the most sessions. Stores nothing.',
    problems: ['protocol_unknown', 'price_not_set', 'household_size_required'],
  })
  async price(@Body() body: CourseDto): Promise<CoursePriceView> {
    const { phases: _phases, ...price } = await this.pricing.execute(CourseDto.toInput(body));
    return price;
  }

  @Post('patients/:id/enrollments')
  @Permit('courses.enroll')
  @Answers({
    status: 201,
    type: EnrollmentView,
    description: 'Put a patient on a course: its sessions count from the first day on.',
    problems: ['patient_unknown', 'protocol_unknown', 'price_not_set', 'household_size_required', 'enrollment_active'],
  })
  async create(@Param('id', UuidPipe) patientId: PatientId, @Body() body: CourseDto): Promise<EnrollmentView> {
    return this.courses.get(await this.enroll.execute({ patientId, ...CourseDto.toInput(body) }));
  }

  @Get('patients/:id/enrollments')
  @Permit('courses.read')
  @AuditRead('enrollment')
  @Answers({
    type: EnrollmentView,
    list: true,
    description: 'Courses of a patient, the newest first.',
    problems: ['patient_unknown', 'cursor_invalid'],
  })
  ofPatient(@Param('id', UuidPipe) id: PatientId, @Query() query: PageQuery): Promise<Page<EnrollmentView>> {
    return this.courses.ofPatient(id, query);
  }

  @Get('enrollments/:id')
  @Permit('courses.read')
  @AuditRead('enrollment')
  @Answers({
    type: EnrollmentView,
    description: 'A course a patient is on: sessions done and left.',
    problems: ['not_found', 'enrollment_unknown'],
  })
  get(@Param('id', UuidPipe) id: EnrollmentId): Promise<EnrollmentView> {
    return this.courses.get(id);
  }

  @Post('enrollments/:id/end')
  @HttpCode(200)
  @Permit('courses.enroll')
  @Answers({
    type: EnrollmentView,
    description: 'End a patient’s course today.',
    problems: ['not_found', 'enrollment_unknown', 'enrollment_ended'],
  })
  async end(@Param('id', UuidPipe) id: EnrollmentId, @Body() { reason }: EndCourseDto): Promise<EnrollmentView> {
    await this.ending.execute(id, reason);
    return this.courses.get(id);
  }
}
